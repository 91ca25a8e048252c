using BackOffice.Approvals.Domain;
using BackOffice.Http;
using Microsoft.AspNetCore.Http;

namespace BackOffice.Approvals;

/// <summary>What people hear whose decision is not taken.</summary>
internal static class Refusals
{
    public static RefusedException Of(DecisionRefusal refusal, ApprovalRow row)
    {
        var (status, code, text) = refusal switch
        {
            DecisionRefusal.OwnRequest => (StatusCodes.Status403Forbidden, "own-request", "You asked for this or prepared it: another person decides, also where you stand in for one."),
            DecisionRefusal.NotAsked => (StatusCodes.Status403Forbidden, "not-asked", "No level that has been asked asks you."),
            DecisionRefusal.NotTheRequester => (StatusCodes.Status403Forbidden, "not-the-requester", "Only who asked takes a request back."),
            DecisionRefusal.PayloadChanged => (StatusCodes.Status409Conflict, "payload-changed", "What you saw is not what is asked. Look at it again."),
            DecisionRefusal.Concluded => (StatusCodes.Status409Conflict, "approval-concluded", "It is decided already."),
            DecisionRefusal.Expired => (StatusCodes.Status409Conflict, "approval-expired", "Its time is over; silence was a refusal."),
            DecisionRefusal.AlreadyDecided => (StatusCodes.Status409Conflict, "already-decided", "You have decided; a person decides once."),
            DecisionRefusal.PlaceTaken => (StatusCodes.Status409Conflict, "place-taken", "Whom you stand in for, or who stands in for you, has decided."),
            DecisionRefusal.SignInRequired => (StatusCodes.Status401Unauthorized, "sign-in-required", "The link alone is not enough for this: sign in as the person it was made for."),
            DecisionRefusal.NotYourLink => (StatusCodes.Status403Forbidden, "not-your-link", "The link was made for another person, who has to be signed in."),
            _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "Not a refusal."),
        };
        return new RefusedException(status, code, text) { More = new Dictionary<string, object?> { ["state"] = row.State, ["payloadDigest"] = row.PayloadDigest } };
    }
}
