"""Names that mean the same thing in resumes and job ads. Canonical form first; only pairs that are
interchangeable stand here (a framework is not its language)."""

from __future__ import annotations

ALIASES: dict[str, tuple[str, ...]] = {
    "Kubernetes": ("k8s",),
    "Registered Nurse": ("RN",),
    "JavaScript": ("JS",),
    "TypeScript": ("TS",),
    "React": ("React.js", "ReactJS"),
    "Node.js": ("NodeJS", "Node"),
    "Vue.js": ("VueJS", "Vue"),
    "PostgreSQL": ("Postgres",),
    "Amazon Web Services": ("AWS",),
    "Google Cloud Platform": ("GCP", "Google Cloud"),
    "general ledger": ("GL",),
}
