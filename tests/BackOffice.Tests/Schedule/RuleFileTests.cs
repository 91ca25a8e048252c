using System.Text.Json.Nodes;
using BackOffice.Schedule.Domain;

namespace BackOffice.Tests.Schedule;

/// <summary>A rule file that is wrong is refused when the app starts, in words that lead to the mistake.</summary>
public sealed class RuleFileTests
{
    [Fact]
    public void A_file_that_is_right_is_read()
        => Assert.Equal("it.test", Assert.Single(DeadlineRules.Read(File(_ => { })).All).Id);

    [Theory]
    [InlineData("zone", "Europe/Atlantis", "zone", "'Europe/Atlantis' is no IANA time zone.")]
    [InlineData("country", "FR", "country", "The holidays of 'FR' are not known.")]
    [InlineData("rules", 5, "rules", "There is no list of rules.")]
    public void A_file_without_a_zone_a_country_or_rules_is_refused(string member, object value, string entry, string reason)
        => AssertRefused(entry, reason, File(file => file[member] = JsonValue.Create(value)));

    [Theory]
    [InlineData("validFrom", "2026-02-30", "Not a date of the form 2026-01-31.")]
    [InlineData("validFrom", "1.1.2026", "Not a date of the form 2026-01-31.")]
    [InlineData("validTo", "2025-12-31", "'validTo' is before 'validFrom'.")]
    [InlineData("warnWorkingDays", 0, "'warnWorkingDays' is 1 to 20")]
    [InlineData("source", " ", "cannot be empty")]
    [InlineData("kind", "sometimes", "$.kind")]
    [InlineData("owner", "Boss", "$.owner")]
    [InlineData("confidence", "XL", "$.confidence")]
    [InlineData("note", 5, "$.note")]
    [InlineData("dueDate", "2026-01-01", "dueDate")]
    public void An_entry_that_is_wrong_is_named_with_the_reason(string member, object value, string reason)
        => AssertRefused("it.test", reason, File(file => Rule(file)[member] = JsonValue.Create(value)));

    [Fact]
    public void A_term_that_means_nothing_is_named_with_the_reason()
        => AssertRefused("it.test", "due: 'day' is 32", File(file => Rule(file)["due"] = new JsonObject { ["day"] = 32 }));

    [Fact]
    public void An_entry_without_a_part_it_needs_or_without_a_name_is_refused()
    {
        AssertRefused("it.test", "due", File(file => Rule(file).Remove("due")));
        AssertRefused("rules[0]", "id", File(file => Rule(file).Remove("id")));
    }

    [Fact]
    public void Dates_that_overlap_are_refused_also_between_two_files()
    {
        var first = File(file => Rule(file)["validTo"] = "2026-06-30");
        var touching = new RuleFile("deadlines.b.json", File(file => Rule(file)["validFrom"] = "2026-07-01").Text);
        var overlapping = new RuleFile("deadlines.b.json", File(file => Rule(file)["validFrom"] = "2026-06-30").Text);

        Assert.Equal(2, DeadlineRules.Read(first, touching).All.Count);
        var refused = Assert.Throws<RuleFileException>(() => DeadlineRules.Read(first, overlapping));
        Assert.Equal("deadlines.b.json, it.test: The dates overlap: 2026-01-01 to 2026-06-30 in deadlines.test.json, and 2026-06-30 to today and on.", refused.Message);
        Assert.Throws<RuleFileException>(() => DeadlineRules.Read(File(_ => { }), touching)); // the first has no end
    }

    [Fact]
    public void What_is_no_JSON_is_refused()
        => AssertRefused("the file", "It is no JSON", new RuleFile("deadlines.test.json", "{ oops"));

    private static void AssertRefused(string entry, string reason, RuleFile file)
    {
        var refused = Assert.Throws<RuleFileException>(() => DeadlineRules.Read(file));

        Assert.Equal((file.Name, entry), (refused.File, refused.Entry));
        Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
    }

    private static JsonObject Rule(JsonObject file) => file["rules"]![0]!.AsObject();

    private static RuleFile File(Action<JsonObject> change)
    {
        var file = JsonNode.Parse("""
            {
              "country": "IT",
              "zone": "Europe/Rome",
              "rules": [
                {
                  "id": "it.test", "title": "Prova", "kind": "event", "validFrom": "2026-01-01", "due": { "days": 5 },
                  "warnWorkingDays": 1, "owner": "Preparer", "queue": "customer-invoices", "source": "art. 1", "confidence": "S"
                }
              ]
            }
            """)!.AsObject();
        change(file);
        return new RuleFile("deadlines.test.json", file.ToJsonString());
    }
}
