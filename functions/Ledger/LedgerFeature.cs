using BackOffice.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Ledger;

/// <summary>The journal that every ledger ends in, and how payrolls are posted to it.</summary>
internal static class LedgerFeature
{
    public static IServiceCollection AddLedger(this IServiceCollection services)
        => services
            .AddSingleton(StorageNeed.Table(JournalKeys.Table))
            .AddSingleton(_ => PostingTemplateFiles.Read())
            .AddSingleton<JournalStore>()
            .AddSingleton<JournalExport>()
            .AddSingleton<Journal>();
}
