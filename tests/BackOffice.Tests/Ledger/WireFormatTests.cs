using System.Text.Json;
using BackOffice.Ledger.Domain;
using BackOffice.Payroll;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Ledger;

/// <summary>What lies in histories and rows: these texts may gain members, and nothing else may change.</summary>
public sealed class WireFormatTests
{
    private static readonly Period November = new(2026, 11);

    public static TheoryData<object, string> Golden => new()
    {
        { new StoredLine("641", "plant", EntrySide.Debit, 10010, "pay.base"), """{"Account":"641","CostCentre":"plant","Side":"debit","Units":10010,"Text":"pay.base"}""" },
        {
            new PayTotals { Currency = Currency.Eur, Slips = 2, Lines = [new PayTotal("irpef", PayLineKind.Tax, "plant", Party: null, 12.50m)], Bases = [new PayBase("inps", 2304m)] },
            """{"Currency":"EUR","Slips":2,"Lines":[{"Code":"irpef","Kind":"tax","CostCentre":"plant","Party":null,"Amount":12.50}],"Bases":[{"Code":"inps","Amount":2304}]}"""
        },
        {
            new Due("it.irpef", "Agenzia delle Entrate", "1001", November, Base: null, Money.Euros(12.50m), new LocalDate(2026, 12, 16)) { Name = "Ritenute" },
            """{"Rule":"it.irpef","Authority":"Agenzia delle Entrate","Code":"1001","Period":"2026-11","Base":null,"Amount":{"Amount":12.50,"Currency":"EUR"},"DueOn":"2026-12-16","Name":"Ritenute"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void A_record_is_written_and_read_as_it_always_was(object record, string golden)
    {
        Assert.Equal(golden, JsonSerializer.Serialize(record, record.GetType()));
        Assert.Equal(golden, JsonSerializer.Serialize(JsonSerializer.Deserialize(golden, record.GetType()), record.GetType()));
    }

    [Fact]
    public void The_keys_of_the_journal_never_change()
    {
        Assert.Equal("acme|journal", JournalKeys.Partition("acme"));
        Assert.Equal("entry|2026|000000042", JournalKeys.Entry(2026, 42));
        Assert.Equal("JOURNAL|2026", JournalKeys.Series(2026));
        Assert.Equal("lines|pay-1|0123456789abcdef|00003", JournalKeys.Lines("pay-1", "0123456789abcdef0123", 3));
        Assert.Equal("ACME-JOURNAL-2026-000000042", JournalRow.MarkOf("acme", 2026, 42));
        Assert.Equal("pay-1.reversal", JournalEntry.ReversalIdOf("pay-1"));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"so\"", "\"say \"\"so\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@x", "'@x")]
    [InlineData("-12.50", "-12.50")]
    [InlineData("-x", "'-x")]
    [InlineData(" lead", "\" lead\"")]
    [InlineData(null, "")]
    public void A_field_of_a_CSV_file_is_quoted_where_it_has_to_be(string? field, string written) => Assert.Equal($"{written},z\r\n", CsvRecord.Of(field, "z"));
}
