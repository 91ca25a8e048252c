using BackOffice.Approvals.Domain;
using BackOffice.Notifications;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Approvals;

/// <summary>
/// What people are told: one person, or the holders of a role, whose names only the directory knows. The texts are in templates/.
/// </summary>
internal static class ApprovalNotices
{
    public const string Requested = "approval.requested";
    public const string Reminder = "approval.reminder";
    public const string Escalated = "approval.escalated";
    public const string Decided = "approval.decided";
    public const string Expired = "approval.expired";

    /// <summary>To a person of the level, with the link to decide by.</summary>
    public static Notification ToPerson(string @event, ApprovalRow row, Tenant tenant, ApprovalLink link)
        => Tell(@event, row, RecipientId.OfPerson(row.Reference.Tenant, link.Holder.Person), BodyOf(@event, row, tenant) with { Link = link.Address.AbsoluteUri });

    /// <summary>To the holders of a role, who sign in to decide.</summary>
    public static Notification ToRole(string @event, ApprovalRow row, Tenant tenant, Role role)
        => Tell(@event, row, RecipientId.OfRole(role), BodyOf(@event, row, tenant));

    /// <summary>To the requester: how it ended, approval.decided.refused for instance, or approval.expired.</summary>
    public static Notification ToRequester(ApprovalRow row, Tenant tenant)
    {
        var @event = row.State == ApprovalState.Expired ? Expired : $"{Decided}.{row.State.ToString().ToLowerInvariant()}";
        return Tell(@event, row, RecipientId.OfPerson(row.Reference.Tenant, row.Requester), BodyOf(@event, row, tenant) with { Reason = row.Reason });
    }

    private static Notification Tell(string @event, ApprovalRow row, string recipient, Body body)
        => new(row.Reference.Tenant, @event, row.Reference.ApprovalId, recipient, NoticeBody.Write(body)) { Occurrence = row.Level + 1 };

    private static Body BodyOf(string @event, ApprovalRow row, Tenant tenant) => new(
        @event,
        row.Reference.Tenant,
        row.Reference.ApprovalId,
        row.Kind,
        row.Subject,
        row.Summary,
        row.Requester,
        row.Amount?.ToString(),
        ApprovalWords.DeadlineOf(tenant, row.DueAt));

    private sealed record Body(string Event, string Tenant, string ApprovalId, string Kind, string Subject, string Summary, string Requester, string? Amount, string Deadline)
    {
        /// <summary>None for those who sign in.</summary>
        public string? Link { get; init; }

        public string? Reason { get; init; }
    }
}
