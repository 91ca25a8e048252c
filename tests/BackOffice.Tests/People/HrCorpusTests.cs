using System.Globalization;
using System.Text;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.Tests.Conformance;
using BackOffice.Timesheets;
using BackOffice.Timesheets.Domain;
using NodaTime;

namespace BackOffice.People;

/// <summary>Three thousand people and their attendance of July 2026, converted to the CSV of this program and taken in.</summary>
public sealed class HrCorpusTests(ITestOutputHelper output)
{
    private static readonly Period July = new(2026, 7);

    private static readonly Dictionary<string, (string Kind, bool IsAbsence)> Kinds = new(StringComparer.Ordinal)
    {
        ["WORK"] = ("worked", false),
        ["LEAVE"] = ("paid-leave", true),
    };

    [Theory]
    [InlineData("IT", "Europe/Rome", 1_000)]
    [InlineData("RO", "Europe/Bucharest", 1_000)]
    [InlineData("PL", "Europe/Warsaw", 1_000)]
    public void Everybody_is_imported_with_every_row_of_attendance(string country, string zone, int people)
    {
        var files = ImportPeople(country);
        var rows = ReadAttendance(country);
        var frame = new TimeFrame(July, DateTimeZoneProviders.Tzdb[zone]);
        var byPerson = rows.GroupBy(row => row.Person, StringComparer.Ordinal).ToDictionary(group => group.Key, group => (IReadOnlyList<TimeRow>)[.. group], StringComparer.Ordinal);

        Assert.Equal(people, files.Count);
        Assert.All(byPerson, person =>
        {
            Assert.Empty(person.Value.SelectMany(row => TimeRowCheck.ProblemsOf(row, files[person.Key], frame)));
            Assert.Empty(TimeOverlap.ProblemsOf(person.Value, [], frame.Zone));
        });
        Assert.All(files.Values, file =>
        {
            var time = byPerson.TryGetValue(file.Person, out var own) ? TimeOfMonth.Of(own) : TimeOfMonth.None;
            Assert.Equal(["unknown-country"], CaseBuilder.Build(file, FrameOf(country), time, Balances.None).Problems.Select(problem => problem.Code)); // no country's rules are asked here
        });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{country}: {files.Count} people, {rows.Count} rows of attendance"));
    }

    private static Dictionary<string, PersonFile> ImportPeople(string country)
    {
        var csv = new StringBuilder("person,givenName,familyName,bornOn,sex,taxId,hiredOn,contract,monthlyPay,fte,iban\n");
        foreach (var row in Corpus.Table("hr/2026-07/employees.csv").Where(row => row["country"] == country))
        {
            csv.AppendLine(string.Join(',', row["employee_id"], Quote(row["first_name"]), Quote(row["last_name"]), row["birth_date"], row["sex"] == "F" ? "female" : "male", row["personal_id"], row["hire_date"], "1", row["monthly_gross"], row["fte"], row["iban"]));
        }

        var read = CsvImport.Read(Encoding.UTF8.GetBytes(csv.ToString()), from: null);
        Assert.Empty(read.Errors);
        var checks = new CheckFrame(country, new CountryRuleBook(RulePacks.Read([]), []), ShippedElements.Read());
        var plans = read.ByPerson().Select(person => ImportPlan.Of(PersonFile.Empty(person.Person), person.Rows, checks, new Scribe("test", DateTimeOffset.UnixEpoch, "A test", "import"))).ToList();
        Assert.Empty(plans.SelectMany(plan => plan.Errors));
        return plans.ToDictionary(plan => plan.After.Person, plan => plan.After, StringComparer.Ordinal);
    }

    private static IReadOnlyList<TimeRow> ReadAttendance(string country)
    {
        var csv = new StringBuilder("person,day,kind,hours\n");
        foreach (var row in Corpus.Table("hr/2026-07/attendance.csv").Where(row => row["employee_id"].StartsWith(country, StringComparison.Ordinal)))
        {
            var (kind, isAbsence) = Kinds[row["kind"]];
            csv.AppendLine(string.Join(',', row["employee_id"], row["date"], kind, isAbsence ? "" : row["hours"]));
        }

        var (rows, errors) = SheetCsv.Read(Encoding.UTF8.GetBytes(csv.ToString()));
        Assert.Empty(errors);
        return rows;
    }

    private static CaseFrame FrameOf(string country)
    {
        var group = PeopleSamples.Group with { Country = country, Facts = new Dictionary<string, string>() };
        return new CaseFrame
        {
            Group = group,
            Period = July,
            Kind = PayRunKind.Regular,
            PayDay = group.PayDayOf(July),
            Month = WorkMonth.Of(July, group.Calendar()),
            Elements = PeopleSamples.Elements,
            Rules = new CountryRuleBook(RulePacks.Read([]), []),
        };
    }

    private static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
