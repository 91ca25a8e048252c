using System.Globalization;
using BackOffice.Approvals.Domain;
using BackOffice.Signing;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.Extensions.Options;

namespace BackOffice.Approvals;

/// <summary>Whom a link was made for.</summary>
/// <param name="Roles">Those they held when they asked for it themselves; none in a link that was sent to them by name.</param>
public sealed record LinkHolder(string Person, IReadOnlyList<Role> Roles);

/// <summary>A link as it is kept and as it is sent.</summary>
/// <param name="Key">Of its row.</param>
internal sealed record ApprovalLink(string Key, LinkHolder Holder, Uri Address);

/// <summary>
/// Links by which one person decides about one approval from a phone, signed in where <see cref="LinkRule"/> says so. A link is bound to the approval, the
/// person and the digest of what is approved; it is good for one decision, because a person decides once.
/// </summary>
public sealed class ApprovalLinks(ApprovalStore store, Signatures signatures, IOptions<ApprovalOptions> options)
{
    private const string Purpose = "approvals.link";
    private const string OwnOccasion = "own";

    /// <summary>The link for somebody a level asks, or reminds; its row is written with the change that does.</summary>
    internal ApprovalLink ForLevel(ApprovalRow approval, string person)
        => Make(approval, new LinkHolder(person, []), string.Create(CultureInfo.InvariantCulture, $"level-{approval.Level}{(approval.Reminded ? "-reminded" : "")}"));

    /// <summary>The link a signed-in person asked for; the same one every time.</summary>
    internal async Task<ApprovalLink> ForCallerAsync(ApprovalRow approval, Caller caller)
    {
        var link = Make(approval, new LinkHolder(caller.Name, [.. caller.Roles.Order()]), OwnOccasion);
        await store.TryAddAsync(ApprovalStore.JsonRow(approval.Reference.Tenant, link.Key, RowJson.Write(link.Holder)));
        return link;
    }

    /// <summary>The approval and the person of a link; null for a link that was not made here, or not for what the approval is about.</summary>
    internal async Task<(ApprovalFile File, LinkHolder Holder)?> OpenAsync(ApprovalReference approval, string link, CancellationToken cancellationToken)
    {
        if (link.Length <= ApprovalKeys.PersonKeyLength || await store.FindFileAsync(approval, cancellationToken) is not { } file)
        {
            return null;
        }

        var (personKey, signature) = (link[..ApprovalKeys.PersonKeyLength], link[ApprovalKeys.PersonKeyLength..]);
        return signatures.IsSigned(signature, Purpose, approval.Tenant, approval.ApprovalId, personKey, file.Row.PayloadDigest)
            && await store.FindRowAsync(approval.Tenant, ApprovalKeys.Link(approval.ApprovalId, personKey), cancellationToken) is { } row
                ? (file, RowJson.Read<LinkHolder>(row.Text("Json")))
                : null;
    }

    private ApprovalLink Make(ApprovalRow approval, LinkHolder holder, string occasion)
    {
        var reference = approval.Reference;
        var personKey = ApprovalKeys.PersonKey(reference, holder.Person, occasion);
        var signature = signatures.Sign(Purpose, reference.Tenant, reference.ApprovalId, personKey, approval.PayloadDigest);
        return new ApprovalLink(
            ApprovalKeys.Link(reference.ApprovalId, personKey),
            holder,
            new Uri(options.Value.PublicAddress, $"/api/v1/{reference.Tenant}/approval-links/{reference.ApprovalId}/{personKey}{signature}"));
    }
}
