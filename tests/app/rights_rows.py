"""Who may use the routes that belong to no area."""

from collections.abc import Mapping

from tests.support.rights import Sample

TABLE = """
#    path       sample  anonymous  trainee  trainer  manager  admin
GET  /          -       login      302      302      302      302
GET  /healthz   -       200        200      200      200      200
GET  /styleguide -      login      403      200      403      200
POST /language  -       400        400      400      400      400
"""

SAMPLES: Mapping[str, Sample] = {}
