"""A worksheet as a file: Excel and PDF, in the reader's language."""

from __future__ import annotations

import io
import re

from flask import send_file
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.printing import pdf_response
from app.rights import signed_in
from app.worksheets import service
from app.worksheets.catalogue import get_tool
from app.worksheets.contents import from_json
from app.worksheets.models import Worksheet
from app.worksheets.views import bp
from app.worksheets.workbook import workbook_of
from app.worksheets.worked import Worked, work_out

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@bp.get("/worksheets/<int:worksheet_id>/excel")
@signed_in
def excel(worksheet_id: int) -> ResponseReturnValue:
    """The worksheet as an Excel workbook."""
    worksheet, worked = _read(worksheet_id)
    data = workbook_of(worked, worksheet.name)
    return send_file(
        io.BytesIO(data),
        mimetype=_XLSX,
        as_attachment=True,
        download_name=file_name(worksheet.name, "xlsx"),
    )


@bp.get("/worksheets/<int:worksheet_id>/pdf")
@signed_in
def pdf(worksheet_id: int) -> ResponseReturnValue:
    """The worksheet as PDF."""
    worksheet, worked = _read(worksheet_id)
    return pdf_response(
        "worksheets/pdf.html",
        file_name(worksheet.name, "pdf"),
        drawings="charts.css",
        worksheet=worksheet,
        tool=worked.tool,
        worked=worked,
    )


def file_name(name: str, ending: str) -> str:
    """The name of a file that every system takes, in whatever language the worksheet has."""
    return f"{_FORBIDDEN.sub(' ', name).strip(' .') or 'worksheet'}.{ending}"


def _read(worksheet_id: int) -> tuple[Worksheet, Worked]:
    worksheet = service.get_readable(worksheet_id, current_user)
    tool = get_tool(worksheet.kind)
    return worksheet, work_out(tool, from_json(worksheet.contents))
