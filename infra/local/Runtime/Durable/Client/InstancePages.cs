using System.Runtime.CompilerServices;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Durable.Client;

/// <summary>The pages of one query.</summary>
internal sealed class InstancePages(InstanceListing listing, OrchestrationQuery query, DataConverter converter) : AsyncPageable<OrchestrationMetadata>
{
    public override IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
        => ReadAsync(query with { PageSize = pageSizeHint ?? query.PageSize }, continuationToken ?? query.ContinuationToken, CancellationToken.None);

    private async IAsyncEnumerable<Page<OrchestrationMetadata>> ReadAsync(
        OrchestrationQuery sized, string? token, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            (var found, token) = await listing.PageAsync(sized, token, cancellationToken);
            yield return new Page<OrchestrationMetadata>([.. found.Select(record => Metadata.Of(record, sized.FetchInputsAndOutputs, converter))], token);
        }
        while (token is not null);
    }
}
