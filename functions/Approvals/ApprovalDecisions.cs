using BackOffice.Approvals.Domain;
using BackOffice.Http;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.DurableTask.Client;

namespace BackOffice.Approvals;

/// <summary>What a person wants to decide.</summary>
/// <param name="DecisionId">The same command is the same decision.</param>
/// <param name="Reason">In the person's own words; null where none was given.</param>
internal sealed record DecisionAsked(ApprovalReference Approval, string DecisionId, Verdict Kind, string? Reason)
{
    public required string Person { get; init; }

    public required IReadOnlyList<Role> Roles { get; init; }

    public required string SeenDigest { get; init; }

    public required Surface Surface { get; init; }

    /// <summary>Who is signed in; null where a link is all there is.</summary>
    public required string? SignedInAs { get; init; }

    public static string IdOf(string tenant, string commandKey) => Digest.Of(tenant, "decision", commandKey)[..24];
}

/// <summary>What became of it: taken, now or by the same command before, or why not.</summary>
internal sealed record DecisionTaken(ApprovalFile File, DecisionRefusal? Refusal);

/// <summary>Decisions of people: written down with their evidence first, counted by the approval's own orchestration.</summary>
public sealed class ApprovalDecisions(ApprovalStore store, Delegations delegations, Actors actors)
{
    /// <summary>Two who decide at the same instant meet at the row's ETag: the later one looks again.</summary>
    private const int Tries = 20;

    /// <summary>Writes a decision down once and wakes the orchestration; a decision that is not taken leaves a trace too.</summary>
    /// <exception cref="RefusedException">404 not-found; 409 approval-busy: try again.</exception>
    internal async Task<DecisionTaken> TakeAsync(DecisionAsked asked, DurableTaskClient client, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var file = await RequireAsync(asked.Approval, cancellationToken);
            var actor = await actors.NowAsync(asked.Approval.Tenant, asked.Person, asked.DecisionId, cancellationToken);
            if (!file.Decisions.Any(decision => decision.DecisionId == asked.DecisionId))
            {
                var voter = await VoterAsync(file, asked, actor, cancellationToken);
                if (RefusalOf(file, asked, voter, actor.Now) is { } refusal)
                {
                    await NoteAsync(asked, refusal, actor);
                    return new DecisionTaken(file, refusal);
                }

                var written = Written(file, asked, asked.Kind == Verdict.Withdraw ? [] : Standing.SeatsOf(file.Case, file.Decisions, voter), actor);
                if (!await store.TrySaveAsync(written, actor.Now))
                {
                    continue;
                }

                file = new ApprovalFile(written.Row, [.. file.Evidence, .. written.Evidence]);
            }

            if (file.Row.State.IsWaiting())
            {
                await client.RaiseEventAsync(asked.Approval.InstanceId, ApprovalOrchestrator.Decided, asked.DecisionId, cancellationToken);
            }

            return new DecisionTaken(file, Refusal: null);
        }

        throw new RefusedException(409, "approval-busy", "Others are deciding about this approval; try again.");
    }

    /// <summary>The approval with its evidence.</summary>
    /// <exception cref="RefusedException">404 not-found.</exception>
    internal async Task<ApprovalFile> RequireAsync(ApprovalReference approval, CancellationToken cancellationToken)
        => await store.FindFileAsync(approval, cancellationToken) ?? throw RefusedException.NotFound("There is no such approval.");

    /// <summary>Whether this person could decide now, and why not.</summary>
    /// <param name="file">What is asked.</param>
    /// <param name="person">With the roles they are known to hold.</param>
    /// <param name="signedInAs">Who is signed in; null when nobody is.</param>
    /// <param name="cancellationToken">The request's.</param>
    internal async Task<DecisionRefusal?> RefusalForAsync(ApprovalFile file, LinkHolder person, string? signedInAs, CancellationToken cancellationToken)
    {
        var actor = await actors.NowAsync(file.Row.Reference.Tenant, person.Person, "", cancellationToken);
        var asked = new DecisionAsked(file.Row.Reference, "", Verdict.Approve, Reason: null) { Person = person.Person, Roles = person.Roles, SeenDigest = file.Row.PayloadDigest, Surface = Surface.Api, SignedInAs = signedInAs };
        return RefusalOf(file, asked, await VoterAsync(file, asked, actor, cancellationToken), actor.Now);
    }

    private static DecisionRefusal? RefusalOf(ApprovalFile file, DecisionAsked asked, Voter voter, DateTimeOffset now)
        => asked.Kind == Verdict.Withdraw
            ? Standing.RefusalOfWithdrawal(file.Case, file.Decisions, asked.Person, now)
            : Standing.RefusalOf(file.Case, file.Decisions, voter, now);

    private static ApprovalChange Written(ApprovalFile file, DecisionAsked asked, IReadOnlyList<Seat> seats, Actor actor)
    {
        var row = file.Row;
        row.Decided = RowJson.Write(row.ReadDecided().Concat(seats.Select(seat => seat.Owner)).Append(asked.Person).Distinct(Account.Comparer));
        var decision = new Decision(asked.DecisionId, asked.Person, asked.Kind, seats, actor.Now);
        return new ApprovalChange(row,
        [
            Evidence.By(actor, EvidenceKind.Decided) with
            {
                Decision = decision,
                Surface = asked.Surface,
                Reason = asked.Reason,
                SeenDigest = asked.SeenDigest,
                SeenSummary = row.Summary,
                Rule = file.Case.Rule.Name,
                Level = row.Level + 1,
            },
        ]);
    }

    private async Task<Voter> VoterAsync(ApprovalFile file, DecisionAsked asked, Actor actor, CancellationToken cancellationToken)
    {
        var inForce = await delegations.InForceAsync(actor.Tenant!, file.Row.Kind, actor.Now, cancellationToken);
        return new Voter(asked.Person, asked.Roles, [.. inForce.Where(delegation => Account.IsSame(delegation.Delegate, asked.Person))], asked.SeenDigest) { SignedInAs = asked.SignedInAs };
    }

    /// <summary>Under the id of the command, so that a retry is noted once. Whoever tries another's link is named, not the other.</summary>
    private Task<bool> NoteAsync(DecisionAsked asked, DecisionRefusal refusal, Actor actor)
        => store.TryAddAsync(ApprovalStore.JsonRow(
            asked.Approval.Tenant,
            ApprovalKeys.AttemptPrefix(asked.Approval.ApprovalId) + asked.DecisionId,
            RowJson.Write(new RefusedAttempt(refusal == DecisionRefusal.NotYourLink ? asked.SignedInAs! : asked.Person, asked.Kind, refusal, actor.Now, actor.LocalTime, actor.Correlation) { Surface = asked.Surface, SeenDigest = asked.SeenDigest })));
}
