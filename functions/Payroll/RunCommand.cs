using Azure.Data.Tables;
using BackOffice.Payroll.Domain;
using BackOffice.Tenancy;

namespace BackOffice.Payroll;

/// <summary>Who commands, and why.</summary>
internal sealed record RunCommand(Actor Actor, string Reason)
{
    private const int MostPeople = 50;

    /// <summary>What is decided of people, for the history; null for a command to the run as a whole.</summary>
    public RunDecision? Decision { get; init; }

    /// <summary>The same as a decision about people.</summary>
    public RunCommand About(string @event, params IEnumerable<string> people) => this with { Decision = new RunDecision(@event, [.. people.Order(StringComparer.Ordinal).Take(MostPeople)]) };
}

/// <summary>What is decided of people.</summary>
/// <param name="Event">Exclude, Include, Retry, Hold or Release.</param>
/// <param name="People">Their ids, the first fifty.</param>
internal sealed record RunDecision(string Event, IReadOnlyList<string> People);

/// <summary>What a command does to a run.</summary>
/// <param name="Event">What happens to it.</param>
internal sealed record RunMove(RunEvent Event)
{
    /// <summary>Changes of other runs, written with it.</summary>
    public IReadOnlyList<TableTransactionAction> Alongside { get; init; } = [];
}
