using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Scenarios;

/// <summary>One slip of a scenario as its file tells it: the facts, and the figures that an accountant expects.</summary>
internal sealed record Scenario
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new IsoDateJsonConverter(), new FactsJsonConverter(), new JsonStringEnumConverter<Treatments>() },
    };

    public required string Title { get; init; }

    /// <summary>The corner cases of features.md 4.1 that it tells, in plain words.</summary>
    public required IReadOnlyList<string> Covers { get; init; }

    public required string Country { get; init; }

    public required Period Period { get; init; }

    public PayRunKind Kind { get; init; } = PayRunKind.Regular;

    /// <summary>Absent: the last day of the month.</summary>
    public LocalDate? PayDay { get; init; }

    public required ScenarioPerson Person { get; init; }

    public Facts Facts { get; init; } = Facts.None;

    public required IReadOnlyList<JsonObject> Contracts { get; init; }

    public IReadOnlyList<PayElement> Elements { get; init; } = [];

    public IReadOnlyList<WorkedHours> Hours { get; init; } = [];

    public IReadOnlyList<Absence> Absences { get; init; } = [];

    public IReadOnlyList<GarnishmentOrder> Garnishments { get; init; } = [];

    /// <summary>Of the first slip; every later one begins with what the one before left.</summary>
    public Balances Before { get; init; } = Balances.None;

    public IReadOnlyList<ExpectedFigure> Expect { get; init; } = [];

    /// <summary>The codes of all alerts of the slip.</summary>
    public IReadOnlyList<string> Alerts { get; init; } = [];

    /// <summary>The codes of all reasons why there is no slip; empty when there is one.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>"ignored": lines that the file does not name are not looked at.</summary>
    public string? Others { get; init; }

    /// <summary>The slips of a file. A step takes what it does not say from the head of the file.</summary>
    public static IReadOnlyList<Scenario> Read(string json)
    {
        var head = JsonNode.Parse(json)!.AsObject();
        if (!head.Remove("steps", out var steps))
        {
            return [head.Deserialize<Scenario>(Format)!];
        }

        return [.. steps!.AsArray().Select(step => Over(head, step!.AsObject()).Deserialize<Scenario>(Format)!)];
    }

    /// <summary>The case, beginning with the balances given.</summary>
    public PayCase Case(Balances before) => new()
    {
        Person = "somebody",
        Country = Country,
        Period = Period,
        Kind = Kind,
        PayDay = PayDay ?? Period.Last,
        BornOn = Person.BornOn,
        Sex = Person.Sex,
        Dependants = Person.Dependants,
        Contracts = [.. Contracts.Select(Spell)],
        Facts = Facts,
        Elements = Elements,
        Hours = Hours,
        Absences = Absences,
        Garnishments = Garnishments,
        Before = before,
        Month = WorkMonth.Of(Period, new WorkingCalendar(Country)),
    };

    // A contract needs no name when it is the only one, and says its first day once when its terms never changed.
    private static ContractSpell Spell(JsonObject contract)
    {
        var full = contract.DeepClone().AsObject();
        full.TryAdd("contract", "contract");
        full.TryAdd("hiredOn", full["from"]?.DeepClone());
        full.TryAdd("from", full["hiredOn"]?.DeepClone());
        full.TryAdd("to", full["leavesOn"]?.DeepClone());
        return full.Deserialize<ContractSpell>(Format)!;
    }

    private static JsonObject Over(JsonObject head, JsonObject step)
    {
        var whole = head.DeepClone().AsObject();
        foreach (var (name, value) in step)
        {
            whole[name] = value?.DeepClone();
        }

        return whole;
    }
}

/// <summary>Who is paid; no names.</summary>
internal sealed record ScenarioPerson
{
    public required LocalDate BornOn { get; init; }

    public Sex Sex { get; init; }

    public IReadOnlyList<Dependant> Dependants { get; init; } = [];
}

/// <summary>A figure that the slip must have: the sum of the lines of a code, a total, or a balance after it.</summary>
internal sealed record ExpectedFigure
{
    /// <summary>A line code, or one of gross, net, withheld, employer-cost.</summary>
    public string? Line { get; init; }

    /// <summary>What the slip leaves: 2026/zus.base, or a name without a year.</summary>
    public string? Balance { get; init; }

    /// <summary>Only lines of this contract, order, debt or earlier month.</summary>
    public string? Of { get; init; }

    public required decimal Amount { get; init; }

    /// <summary>How one gets there by hand; its last number is the amount.</summary>
    public string? Sum { get; init; }
}
