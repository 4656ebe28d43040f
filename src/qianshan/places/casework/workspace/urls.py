"""URLs of the applicant's pages, below /work/<uscc>/."""

from django.urls import path

from qianshan.places.casework.workspace import cases, drafting, files

app_name = "applications"
urlpatterns = [
    path("cases/", cases.overview, name="list"),
    path("cases/new/<str:procedure_key>/", drafting.start, name="start"),
    path("cases/drafts/<str:code>/review/", drafting.review, name="review"),
    path("cases/drafts/<str:code>/discard/", drafting.discard, name="discard"),
    path("cases/drafts/<str:code>/files/<str:slot>/", files.draft_file, name="draft_file"),
    path("cases/drafts/<str:code>/<str:step_key>/", drafting.step, name="step"),
    path("cases/drafts/<str:code>/<str:step_key>/save/", drafting.autosave, name="autosave"),
    path("cases/<str:code>/", cases.case, name="case"),
    path("cases/<str:code>/correct/", cases.correct_case, name="correct"),
    path("cases/<str:code>/withdraw/", cases.withdraw_case, name="withdraw"),
    path("cases/<str:code>/files/<int:number>/<str:slot>/", files.case_file_of, name="file"),
]
