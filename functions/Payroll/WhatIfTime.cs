using System.Text.Json.Serialization;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.Primitives;
using BackOffice.Timesheets.Domain;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>The time of a question as rows of a timesheet, so that it is checked and counted as one.</summary>
internal sealed class WhatIfTime
{
    private readonly List<SaidTime> said;

    private WhatIfTime(List<SaidTime> said) => this.said = said;

    /// <param name="body">Of the question.</param>
    /// <param name="question">With its terms.</param>
    public static WhatIfTime Of(WhatIfBody body, WhatIfQuestion question)
    {
        // Hours of the whole month are said of its first day that is employed, which nobody sees.
        var month = Period.Of(question.On);
        var first = LocalDate.Max(month.First, LocalDate.Min(month.Last, question.Terms.HiredOn));
        return new WhatIfTime(
        [
            .. (body.Hours ?? []).Select((hours, number) => new SaidTime($"hours[{number}]", RowOf(hours.Kind, hours.Day ?? first) with { Hours = hours.Hours }) { IsOfMonth = hours.Day is null }),
            .. (body.Absences ?? []).Select((absence, number) => new SaidTime($"absences[{number}]", RowOf(absence.Kind, absence.From) with { Until = absence.To, Hours = absence.HoursPerDay }) { IsAbsence = true }),
        ]);
    }

    /// <summary>Everything wrong, each with its place in the body.</summary>
    public IReadOnlyList<PayProblem> ProblemsOf(WhatIfQuestion question, CheckFrame frame)
    {
        var month = Period.Of(question.On);
        var time = new TimeFrame(month, DateTimeZone.Utc) { Pack = frame.Rules.Find(question.Country, month, month.Last)?.Pack };
        var person = PersonOf(question.Terms);
        List<PayProblem> problems = [.. said.SelectMany(entry => entry.ProblemsOf(person, time))];
        if (problems.Count == 0)
        {
            var days = said.FindAll(entry => !entry.IsOfMonth);
            problems.AddRange(TimeOverlap.ProblemsOf([.. days.Select((entry, line) => entry.Row with { Line = line })], [], time.Zone).Select(error => days[error.Line].ProblemOf(error)));
        }

        return problems;
    }

    /// <summary>As a slip counts it; absences know what the facts say of them.</summary>
    public TimeOfMonth Counted(WorkMonth month, IReadOnlyDictionary<string, string> facts)
    {
        var time = TimeOfMonth.Of([.. said.Select(entry => entry.Row)]);
        return time with { Absences = [.. Absences.Joined(time.Absences, month).Select(absence => Absences.Knowing(absence, facts))] };
    }

    private static TimeRow RowOf(string? kind, LocalDate day) => new() { Person = WhatIfCheck.Key, Day = day, Kind = kind ?? "" };

    /// <summary>Nobody in particular, employed as the terms say.</summary>
    private static PersonFile PersonOf(ContractSpell terms) => new(WhatIfCheck.Key,
    [
        new PersonEntry
        {
            No = 1,
            Kind = EntryKind.Employment,
            ValidFrom = terms.HiredOn,
            Content = new EntryContent { Employment = new Employment { HiredOn = terms.HiredOn, LeavesOn = terms.LeavesOn } },
            RecordedAt = default,
            RecordedBy = WhatIfCheck.Key,
            Reason = "",
        },
    ]);

    /// <summary>One row, and where it stands in the body.</summary>
    private sealed record SaidTime(string Place, TimeRow Row)
    {
        private const int HoursOfDay = 24;
        private static readonly LocalDate Latest = new(2199, 12, 31);

        /// <summary>Hours of the whole month.</summary>
        public bool IsOfMonth { get; init; }

        public bool IsAbsence { get; init; }

        public IEnumerable<PayProblem> ProblemsOf(PersonFile person, TimeFrame frame)
        {
            if (!Kinds().Contains(Row.Kind))
            {
                return [new PayProblem("unknown-kind", $"{Place}.kind", $"A kind is one of {string.Join(", ", Kinds())}.")];
            }

            var most = HoursOfDay * frame.Period.Days;
            return IsOfMonth && Row.Hours > most ? [new PayProblem("wrong-number", $"{Place}.hours", $"The month has {most} hours.")]
                : Row.Until > Latest ? [new PayProblem("wrong-day", $"{Place}.to", "A day lies between 1900 and 2199.")]
                : TimeRowCheck.ProblemsOf(IsOfMonth ? Row with { Hours = Row.Hours % HoursOfDay } : Row, person, frame).Select(ProblemOf); // whole days of hours are right
        }

        public PayProblem ProblemOf(TimeError error) => new(error.Code, error.Column.Length == 0 ? Place : $"{Place}.{FieldOf(error.Column)}", error.Message);

        private IEnumerable<string> Kinds() => TimeKinds.All.Where(kind => TimeKinds.ClassOf(kind) == TimeClass.Absence == IsAbsence);

        private string FieldOf(string column) => (IsAbsence, column) switch
        {
            (true, "day") => "from",
            (true, "until") => "to",
            (true, "hours") => "hoursPerDay",
            _ => column,
        };
    }
}

/// <summary>Hours of a question, those of a day or of the whole month. Hours just worked are in the gross.</summary>
/// <param name="Kind">As a timesheet has it: overtime.weekday, night, holiday.</param>
/// <param name="Hours">Not negative, with two decimals at most.</param>
internal sealed record WhatIfHours(string Kind, decimal? Hours)
{
    /// <summary>Of the month that is asked about; the whole month when left out.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate? Day { get; init; }
}

/// <summary>An absence of a question.</summary>
internal sealed record WhatIfAbsence
{
    /// <summary>paid-leave, unpaid-leave, sick, maternity, accident; what a certificate says is a fact.</summary>
    public required string Kind { get; init; }

    /// <summary>First day; may lie before the month.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate From { get; init; }

    /// <summary>Last day, included; may lie after the month. The first day when left out.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate? To { get; init; }

    /// <summary>Hours of each working day; whole days when left out.</summary>
    public decimal? HoursPerDay { get; init; }
}
