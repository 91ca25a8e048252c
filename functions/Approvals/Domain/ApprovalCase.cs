using System.Text.Json.Serialization;

namespace BackOffice.Approvals.Domain;

/// <summary>What a person may say.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    Approve,
    Refuse,

    /// <summary>The requester's: taken back.</summary>
    Withdraw,
}

/// <summary>The place of a person in a level's quorum; a delegate sits on the place of whom they stand in for.</summary>
/// <param name="Level">Counted from 0.</param>
/// <param name="Owner">Whose place it is.</param>
public sealed record Seat(int Level, string Owner);

/// <summary>What one person decided.</summary>
/// <param name="DecisionId">The same command is the same decision.</param>
/// <param name="Seats">Where it counts, in which level as whom; one at most for each level.</param>
public sealed record Decision(string DecisionId, string Person, Verdict Kind, IReadOnlyList<Seat> Seats, DateTimeOffset At);

/// <summary>Everything that decides how an approval goes on, beside the decisions and the time.</summary>
/// <param name="Kind">Of the request.</param>
/// <param name="Requester">Who asks, and may take it back.</param>
/// <param name="Preparers">Who may not approve either.</param>
/// <param name="Rule">As it stood when it was asked for; later matrices do not change it.</param>
public sealed record ApprovalCase(string Kind, string Requester, IReadOnlyList<string> Preparers, AskedRule Rule)
{
    /// <summary>As it is written down; decisions and clock may say more by now.</summary>
    public ApprovalState State { get; init; }

    /// <summary>Of what is asked.</summary>
    public string PayloadDigest { get; init; } = "";

    /// <summary>The last level that was asked, from 0; those before it may still answer.</summary>
    public int Level { get; init; }

    /// <summary>When the level is reminded.</summary>
    public DateTimeOffset RemindAt { get; init; }

    /// <summary>When the level was silent; at that instant it is too late.</summary>
    public DateTimeOffset DueAt { get; init; }

    public bool Reminded { get; init; }

    public bool IsExcluded(string account) => Account.IsSame(account, Requester) || Preparers.Contains(account, Account.Comparer);

    /// <summary>The first level from this one on that can reach its quorum at all; null when there is none.</summary>
    public int? NextPossibleLevel(int from)
        => Enumerable.Range(from, Math.Max(0, Rule.Levels.Count - from)).Where(CanReachQuorum).Cast<int?>().FirstOrDefault();

    /// <summary>Silence from then on would be the end: the last level that can be asked is asked, and its time is over.</summary>
    public bool IsOverAt(DateTimeOffset now) => now >= DueAt && NextPossibleLevel(Level + 1) is null;

    /// <summary>How many hold a role is not known here, so a level that asks a role is taken to have enough.</summary>
    private bool CanReachQuorum(int level)
        => Rule.Levels[level] is var asked && (asked.Roles.Count > 0 || asked.People.Count(person => !IsExcluded(person)) >= asked.Quorum);
}
