"""Addresses below `/work/<uscc>/`."""

from django.urls import path

from qianshan.spending.workspace import acting, bank, budget, drafting, orders

app_name = "spending_work"
urlpatterns = [
    path("payments/", orders.orders, name="orders"),
    path("payments/new/", drafting.draft, name="draft"),
    path("payments/payees/new/", drafting.payee, name="payee"),
    path("payments/batches/", bank.batches, name="batches"),
    path("payments/batches/result/", bank.upload, name="upload"),
    path("payments/batches/<slug:code>.csv", bank.download, name="batch_file"),
    path("payments/<slug:code>/", orders.order, name="order"),
    path("payments/<slug:code>/first/", acting.first, name="sign_first"),
    path("payments/<slug:code>/second/", acting.second, name="sign_second"),
    path("payments/<slug:code>/end/", acting.end, name="end"),
    path("payments/<slug:code>/papers/<int:paper_id>/", orders.paper, name="paper"),
    path("budgets/<slug:number>/", budget.budget, name="budget"),
]
