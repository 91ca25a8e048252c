using BackOffice.Notifications;
using BackOffice.Payments;
using BackOffice.Schedule;
using BackOffice.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Payroll;

/// <summary>Payroll runs: from people and time to approved, posted and paid slips.</summary>
internal static class PayrollFeature
{
    public static IServiceCollection AddPayroll(this IServiceCollection services)
        => services
            .AddSingleton(StorageNeed.Table(PayrollKeys.Table))
            .AddSingleton(StorageNeed.Container(PayrollKeys.Container))
            .AddOutbox(PayrollKeys.Table, tenant => [PayrollKeys.Partition(tenant)])
            .AddSingleton(PayrollRules.Read())
            .AddSingleton<PayrollStore>()
            .AddSingleton<PayrollBlobs>()
            .AddSingleton<ShardGate>()
            .AddSingleton<CaseGathering>()
            .AddSingleton<RoundSheets>()
            .AddSingleton<LateTime>()
            .AddSingleton<GroupLookBack>()
            .AddSingleton<PaidMonths>()
            .AddSingleton<RetroPay>()
            .AddSingleton<PaidTime>()
            .AddSingleton<ReversalGathering>()
            .AddSingleton<RunCreation>()
            .AddSingleton<RunReversal>()
            .AddSingleton<RunHistory>()
            .AddSingleton<RunReadiness>()
            .AddSingleton<PayrollRuns>()
            .AddSingleton<RunCommands>()
            .AddSingleton<RunCancellation>()
            .AddSingleton<PersonStandings>()
            .AddSingleton<RunSlips>()
            .AddSingleton<RunPosting>()
            .AddSingleton<PaymentPosting>()
            .AddSingleton<LateReturns>()
            .AddSingleton<RunSettlement>()
            .AddSingleton<RunOrderTerms>()
            .AddSingleton<ShardPayables>()
            .AddSingleton<RunOrdering>()
            .AddSingleton<PayslipPublishing>()
            .AddSingleton<IPayableOwner>(provider => provider.GetRequiredService<RunSettlement>())
            .AddSingleton<PayslipLinks>()
            .AddSingleton<PayslipReader>()
            .AddSingleton<PersonDecisions>()
            .AddSingleton<RunReports>()
            .AddSingleton<RunReplays>()
            .AddJob<OpenPayrollJob>();
}
