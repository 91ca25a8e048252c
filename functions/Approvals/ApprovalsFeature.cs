using BackOffice.Notifications;
using BackOffice.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Approvals;

/// <summary>Approvals: another person looks before it is done.</summary>
internal static class ApprovalsFeature
{
    public static IServiceCollection AddApprovals(this IServiceCollection services)
    {
        services.AddOptions<ApprovalOptions>()
            .BindConfiguration("Approvals")
            .ValidateDataAnnotations()
            .Validate(options => options.PublicAddress is { IsAbsoluteUri: true }, "Approvals:PublicAddress is an address such as https://backoffice.example.com.")
            .ValidateOnStart();
        return services
            .AddSingleton(StorageNeed.Table(ApprovalKeys.Table))
            .AddOutbox(ApprovalKeys.Table, tenant => [ApprovalKeys.Partition(tenant)])
            .AddSingleton<ApprovalStore>()
            .AddSingleton<ApprovalMatrices>()
            .AddSingleton<Delegations>()
            .AddSingleton<ApprovalLinks>()
            .AddSingleton<ApprovalChanges>()
            .AddSingleton<ApprovalDecisions>();
    }
}
