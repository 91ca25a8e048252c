using BackOffice.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BackOffice.Payments;

/// <summary>Payment orders: from debts to a bank's file, and from the bank's answers back to the debts.</summary>
internal static class PaymentsFeature
{
    /// <summary>Adds the feature; a second call changes nothing.</summary>
    public static IServiceCollection AddPayments(this IServiceCollection services)
    {
        services.AddOptions<PaymentsOptions>().BindConfiguration("Payments").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(_ => PaymentRuleFiles.Read());
        services.TryAddSingleton<PaymentStore>();
        services.TryAddSingleton<PaymentBlobs>();
        services.TryAddSingleton<PaymentClaims>();
        services.TryAddSingleton<PaymentHoldings>();
        services.TryAddSingleton<PaymentParts>();
        services.TryAddSingleton<PaymentFiles>();
        services.TryAddSingleton<PaymentSeals>();
        services.TryAddSingleton<PaymentExports>();
        services.TryAddSingleton<PaymentMovements>();
        services.TryAddSingleton<PaymentNews>();
        services.TryAddSingleton<PaymentMarks>();
        services.TryAddSingleton<PaymentOrderMarks>();
        services.TryAddSingleton<PaymentLineMarks>();
        services.TryAddSingleton<PaymentOrders>();
        services.TryAddSingleton<PaymentViews>();
        services.TryAddSingleton<SettlementWork>();
        services.TryAddSingleton<Settlements>();
        return services
            .AddSingleton(StorageNeed.Table(PaymentKeys.Table))
            .AddSingleton(StorageNeed.Table(PaymentKeys.Claims))
            .AddSingleton(StorageNeed.Container(PaymentKeys.Container));
    }
}
