using System.Text.Json.Serialization;
using BackOffice.Tenancy;

namespace BackOffice.Closing.Domain;

/// <summary>What a step of the close is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CloseStepKind>))]
public enum CloseStepKind
{
    /// <summary>Looks, and blocks while something is open.</summary>
    Check,

    /// <summary>Does something, harmless twice.</summary>
    Action,

    /// <summary>Waits for the signature of a person with the owner's role, who is not the one who started the close.</summary>
    SignOff,
}

/// <summary>A step of the close as data.</summary>
/// <param name="Id">Of a-z, 0-9 and '-'; documents-decided for instance. Never changes: records name it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Owner">The role that looks after it: is told when it blocks, and signs.</param>
/// <param name="After">The steps that must be done before it begins.</param>
public sealed record CloseStepDefinition(string Id, CloseStepKind Kind, Role Owner, IReadOnlyList<string> After)
{
    /// <summary>The steps that must wait for it: how a feature puts its step before the sign-off.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>Part of the close of December only.</summary>
    public bool YearEndOnly { get; init; }

    /// <summary>The key of its title in the texts of a user interface.</summary>
    public string TitleKey => $"close.step.{Id}";
}
