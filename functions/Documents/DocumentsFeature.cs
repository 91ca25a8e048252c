using BackOffice.Closing;
using BackOffice.Notifications;
using BackOffice.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Documents;

/// <summary>Document intake: from a dropped file to a numbered record at its destination.</summary>
internal static class DocumentsFeature
{
    public static IServiceCollection AddDocuments(this IServiceCollection services)
    {
        services.AddOptions<DocumentsOptions>().BindConfiguration("Documents").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton(StorageNeed.Table(DocumentKeys.Table))
            .AddSingleton(StorageNeed.Container(DocumentKeys.Drop))
            .AddSingleton(StorageNeed.Container(DocumentKeys.Kept))
            .AddOutbox(DocumentKeys.Table, tenant => [DocumentKeys.Partition(tenant)])
            .AddSingleton<DocumentStore>()
            .AddSingleton<DocumentLookup>()
            .AddSingleton<DocumentDrop>()
            .AddSingleton<DocumentArrivals>()
            .AddSingleton<DocumentDecisions>()
            .AddSingleton<DocumentRepairs>()
            .AddSingleton<DocumentSweep>()
            .AddCloseStep<DocumentsDecidedStep>()
            .AddCloseStep<RegisterReconciledStep>();
    }
}
