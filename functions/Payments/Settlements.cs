using System.Security.Cryptography;
using System.Xml;
using Azure;
using Azure.Data.Tables;
using BackOffice.Payments.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Payments;

/// <summary>
/// Takes banks' messages in: read whole first, so that a damaged one changes nothing; then kept, written down as Pending, worked
/// off, and answered by its digest ever after.
/// </summary>
public sealed class Settlements(PaymentStore store, PaymentBlobs blobs, SettlementWork work, Actors actors)
{
    /// <summary>Takes a message in.</summary>
    /// <returns>What it did; or, where it is refused, only what is wrong with it.</returns>
    internal async Task<(SettlementSummary? Done, IReadOnlyList<BankFinding> Findings)> ImportAsync(string tenant, ReadOnlyMemory<byte> content, Actor actor, CancellationToken cancellationToken)
    {
        var digest = DigestOf(content);
        var kept = await store.FindAsync<SettlementRow>(tenant, PaymentKeys.Settlement(digest), cancellationToken);
        if (kept?.ReadSummary() is { } done)
        {
            return (done, done.Findings);
        }

        if (Check(BinaryData.FromBytes(content)) is { IsRefused: true } damaged)
        {
            return (null, damaged.Findings);
        }

        if (kept is null)
        {
            await blobs.KeepSettlementAsync(tenant, digest, content, cancellationToken);
            await store.TryAddAsync(SettlementRow.Of(tenant, digest, (actor.Name, actor.Now)), cancellationToken);
        }

        done = await FinishAsync(tenant, digest, cancellationToken);
        return (done, done.Findings);
    }

    /// <summary>The name of a message.</summary>
    internal static string DigestOf(ReadOnlyMemory<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content.Span));

    /// <summary>Works a written-down message off, or answers what it did.</summary>
    internal async Task<SettlementSummary> FinishAsync(string tenant, string digest, CancellationToken cancellationToken)
    {
        var row = await store.FindAsync<SettlementRow>(tenant, PaymentKeys.Settlement(digest), cancellationToken) ?? throw new InvalidOperationException("A message that was not written down.");
        if (row.ReadSummary() is { } done)
        {
            return done;
        }

        var actor = await actors.NowAsync(tenant, row.ReceivedBy, digest[..24], cancellationToken);
        using var reader = Open(await blobs.ReadSettlementAsync(tenant, digest, cancellationToken));
        var summary = await work.RunAsync(tenant, digest, new BankMessage(reader), actor, cancellationToken);
        (row.State, row.Summary) = (SettlementState.Done, RowJson.Write(summary));
        return await store.TryWriteAsync(new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, row.ETag))
            ? summary
            : (await store.FindAsync<SettlementRow>(tenant, row.RowKey, cancellationToken))?.ReadSummary() ?? summary;
    }

    /// <summary>Messages that were written down and not worked off.</summary>
    internal AsyncPageable<SettlementRow> Pending(string tenant) => store.Query<SettlementRow>(tenant, PaymentKeys.SettlementPrefix, $"State eq '{SettlementState.Pending}'");

    /// <summary>Reads to the end: whether it may be acted upon is known there.</summary>
    private static BankMessage Check(BinaryData content)
    {
        using var reader = Open(content);
        var message = new BankMessage(reader);
        _ = message.Transactions().Count();
        return message;
    }

    private static XmlReader Open(BinaryData content) => XmlReader.Create(content.ToStream(), BankMessage.Settings);
}
