"""Who may see background work. Kinds say it of their own jobs: tests/app/jobs/test_views.py."""

from collections.abc import Mapping

from app.database import db
from app.jobs.models import Job
from tests.support.people import JOINED_AT
from tests.support.rights import Sample, World


def any_job(_world: World) -> Mapping[str, object]:
    """A job of a kind that no area brings: nobody's but the administrators'."""
    job = Job(
        kind="unknown",
        key=f"{db.session.query(Job).count():064}",
        payload={},
        state="failed",
        created_at=JOINED_AT,
    )
    db.session.add(job)
    db.session.commit()
    return {"job_id": job.id}


TABLE = """
#    path                       sample   anonymous  trainee  trainer  manager  admin
GET  /jobs/<int:job_id>         any_job  login      404      404      404      200
POST /jobs/<int:job_id>/retry   any_job  login      404      404      404      302
GET  /admin/jobs                -        login      403      403      403      200
POST /admin/jobs/<int:job_id>/cancel  any_job  login  403    403      403      302
"""

SAMPLES: Mapping[str, Sample] = {"any_job": any_job}
