using BackOffice.Approvals;
using BackOffice.Closing;
using BackOffice.Documents;
using BackOffice.Invoicing;
using BackOffice.Ledger;
using BackOffice.Payments;
using BackOffice.Payroll;
using BackOffice.People;
using BackOffice.Schedule;
using BackOffice.Timesheets;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice;

/// <summary>What the back office does, a feature a line; each is a folder.</summary>
internal static class Features
{
    public static IServiceCollection AddFeatures(this IServiceCollection services)
        => services
            .AddSchedule()
            .AddApprovals()
            .AddClosing()
            .AddDocuments()
            .AddInvoicing()
            .AddPeople()
            .AddTimesheets()
            .AddLedger()
            .AddPayments()
            .AddPayroll();
}
