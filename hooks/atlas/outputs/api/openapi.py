"""The API as an OpenAPI 3.1 document."""

from __future__ import annotations

from typing import Any

from atlas.outputs.api import contract, open_schemas
from atlas.outputs.api.endpoints import API, ENDPOINTS, PARAMETERS, Endpoint

NOT_FOUND = "There is no such file. What the answer holds depends on the host: a page, or a problem in JSON (RFC 9457)."
TITLE = "Counselor Licensure Atlas"
TAGS = {
    "Index": "Where to begin.",
    "Jurisdictions": "States, districts and territories, with their licenses.",
    "Facts": "What is required, and on what source.",
    "Reference": "What facts refer to: exams, the Counseling Compact, schools, changes of the rules.",
}


def document(site: str) -> dict[str, Any]:
    """The document, for the site at this address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": TITLE,
            "version": contract.SCHEMA_VERSION,
            "summary": "Requirements for professional counselors by US state, each with its source.",
            "description": "Requirements for professional counselors by US state, each with its source. Static files; no "
            f"key is needed.\n\n{contract.markdown()}",
            "contact": {"name": TITLE, "url": f"{site}about/"},
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "externalDocs": {"description": "Changelog of the API", "url": f"{site}data/api-changelog/"},
        "servers": [{"url": f"{site}{API}".rstrip("/"), "description": "The published site."}],
        "security": [],  # open to all
        "tags": [{"name": name, "description": meaning} for name, meaning in TAGS.items()],
        "paths": {f"/{endpoint.path}": {"get": _operation(endpoint)} for endpoint in ENDPOINTS},
        "components": {"schemas": open_schemas.components([e.shape for e in ENDPOINTS if e.shape])},
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{endpoint.shape.__name__}"} if endpoint.shape else {"type": "string"}
    operation = {
        "summary": endpoint.summary,
        "description": endpoint.description,
        "operationId": endpoint.operation_id,
        "tags": [endpoint.tag],
        "responses": {
            "200": {"description": endpoint.summary, "content": {endpoint.media_type: {"schema": schema}}},
            "404": {"description": NOT_FOUND},
        },
    }
    parameters = [_parameter(name) for name in endpoint.parameters]
    return operation | ({"parameters": parameters} if parameters else {})


def _parameter(name: str) -> dict[str, Any]:
    parameter = PARAMETERS[name]
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": {"type": "string", "pattern": parameter.pattern},
        "description": parameter.description,
    }
