using System.Text.Json.Serialization;
using Azure.Data.Tables;
using BackOffice.People.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.People;

/// <summary>A person's file as the API shows it: every entry that was ever written, the last at the end.</summary>
/// <param name="InForce">Numbers of the entries that no later one supersedes.</param>
internal sealed record PersonView(string Person, string Group, IReadOnlyList<PersonEntry> Entries, IReadOnlyList<int> InForce)
{
    public static PersonView Of(PersonReference person, PersonFile file)
        => new(person.Person, person.Group, file.Entries, [.. file.Live.Select(entry => entry.No)]);
}

/// <summary>A person in a list.</summary>
/// <param name="HiredOn">Of the last employment; null when there is none yet.</param>
/// <param name="LeavesOn">Last day; null while none is known.</param>
/// <param name="HasAccount">False where nothing could be paid today.</param>
internal sealed record PersonSummary(
    string Person,
    string? GivenName,
    string? FamilyName,
    [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate? HiredOn,
    [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate? LeavesOn,
    bool HasAccount)
{
    public static PersonSummary Of(PersonFile file, LocalDate today)
    {
        var identity = file.IdentityOn(today);
        var last = file.Employments().Select(entry => entry.Employment).LastOrDefault();
        return new PersonSummary(file.Person, identity?.GivenName, identity?.FamilyName, last?.HiredOn, last?.LeavesOn, file.AccountOn(today) is not null);
    }
}

/// <summary>What was written of whom.</summary>
/// <param name="Entries">How many there are now.</param>
internal sealed record PersonAnswer(string Group, string Person, int Entries);

/// <summary>Entries to write into a file.</summary>
/// <param name="Reason">3 to 500 characters.</param>
/// <param name="Entries">At most 100.</param>
internal sealed record EntriesBody(string Reason, IReadOnlyList<EntryDraft> Entries);

/// <summary>A new person.</summary>
/// <param name="Reason">3 to 500 characters.</param>
/// <param name="Entries">The identity at least.</param>
/// <param name="Person">An id of letters, digits, '-', '_' and '.', and no name; one is made when there is none.</param>
internal sealed record PersonBody(string Reason, IReadOnlyList<EntryDraft> Entries, string? Person = null);

/// <summary>Somebody leaves.</summary>
/// <param name="LeavesOn">The last day.</param>
/// <param name="Employment">Which one; the last when not said.</param>
internal sealed record LeaveBody(string Reason, [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate LeavesOn, string? Employment = null);

/// <summary>Somebody is hired again: another employment of the same person.</summary>
/// <param name="Contract">A new id, or an earlier one.</param>
internal sealed record RehireBody(string Reason, [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate HiredOn, string Contract, Terms Terms);
