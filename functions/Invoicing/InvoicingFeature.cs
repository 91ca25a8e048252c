using BackOffice.Invoicing.Formats;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BackOffice.Invoicing;

/// <summary>Electronic invoices: judged, converted and shown; docs/einvoicing.md.</summary>
internal static class InvoicingFeature
{
    /// <summary>Adds the feature; a second call changes nothing.</summary>
    public static IServiceCollection AddInvoicing(this IServiceCollection services)
    {
        services.AddOptions<InvoicingOptions>().BindConfiguration("Invoicing").ValidateDataAnnotations()
            .Validate(options => options.SchemaFolder.Length == 0 || Directory.Exists(options.SchemaFolder), "Invoicing:SchemaFolder is no folder.")
            .ValidateOnStart();
        services.TryAddSingleton(provider => InvoicesBy(provider.GetRequiredService<IOptions<InvoicingOptions>>().Value));
        return services;
    }

    private static EInvoices InvoicesBy(InvoicingOptions options)
        => new(options.SchemaFolder.Length == 0 ? SchemaSets.None : new SchemaSets(() => SchemaFolder.Read(options.SchemaFolder)), RawLimits.Default with { MostBytes = options.MostBytes });
}
