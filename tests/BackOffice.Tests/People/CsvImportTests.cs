using System.Text;
using BackOffice.Payroll;
using BackOffice.People.Domain;
using NodaTime;

namespace BackOffice.People;

public sealed class CsvImportTests
{
    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public void Columns_are_parted_by_comma_semicolon_or_tab(char delimiter)
    {
        var row = Assert.Single(CsvTable.Read(Bytes("Family Name,born_on\n\"Nowak, A.\",1990-05-01\n".Replace(',', delimiter))));

        Assert.Equal((2, $"Nowak{delimiter} A.", "1990-05-01"), (row.Line, row.Cells["familyname"], row.Cells["bornon"]));
    }

    [Fact]
    public void A_byte_order_mark_and_lines_in_quotes_are_read()
    {
        var rows = CsvTable.Read(new byte[] { 0xEF, 0xBB, 0xBF }.Concat(Bytes("person,street\n1,\"a\nb\"\n2,c\n").ToArray()).ToArray()).ToList();

        Assert.Equal(["a\nb", "c"], rows.Select(row => row.Cells["street"]));
        Assert.Equal(4, rows[1].Line);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("a,a\n1,2\n", 1)]
    [InlineData("a,b\n1,2\n1\n", 3)]
    public void A_file_that_is_no_table_is_told_with_its_line(string csv, int line)
        => Assert.Equal(line, Assert.Throws<CsvProblemException>(() => CsvTable.Read(Bytes(csv)).ToList()).Line);

    [Fact]
    public void Another_encoding_is_told()
        => Assert.Throws<CsvProblemException>(() => CsvTable.Read(new byte[] { (byte)'a', (byte)'\n', 0xE8, (byte)'\n' }).ToList());

    [Fact]
    public void What_a_spreadsheet_would_calculate_is_a_text()
    {
        Assert.Equal("'=1+1", CsvTable.Quoted("=1+1"));
        Assert.Equal("=1+1", Assert.Single(CsvTable.Read(Bytes("a\n'=1+1\n"))).Cells["a"]);
        Assert.Equal("-5", CsvTable.Quoted("-5"));
    }

    [Fact]
    public void A_row_says_several_things_of_a_person()
    {
        var read = CsvImport.Read(Bytes("person,hiredOn,contract,monthlyPay,proration,position,grade,facts,element,code,amount\np1,2026-01-01,c1,6000.5,hours,Lektorka,VII,pit2=true;kup=basic,e1,bonus,10\n"), from: null);

        Assert.Empty(read.Errors);
        Assert.Equal([EntryKind.Employment, EntryKind.Terms, EntryKind.Facts, EntryKind.Element], read.Rows[0].Drafts.Select(draft => draft.Content!.Kind!.Value));
        Assert.Equal(("Lektorka", "VII"), (read.Rows[0].Drafts[1].Content!.Terms!.Position, read.Rows[0].Drafts[1].Content!.Terms!.Grade));
        Assert.Null(read.Rows[0].Drafts[3].Content!.Element!.Contract);
    }

    [Fact]
    public void Balances_of_a_year_are_read_checked_and_written_row_by_row()
    {
        var read = CsvImport.Read(Bytes("person,validFrom,validTo,openingYear,opening\np1,2026-07-01,,2026,pit.base=41000;pit=-1.5\np2,2026-07-01,,2026,pit.base=many\np3,2026-07-01,,twenty,pit=1\np4,2028-01-01,2028-12-31,2026,hat=1\n"), from: null);
        var draft = Assert.Single(read.Rows[0].Drafts);
        var frame = new CheckFrame("PL", PayrollRules.Read(), PeopleSamples.Checks.Elements);

        Assert.Equal((EntryKind.Opening, "2026", 41_000m), (draft.Content!.Kind!.Value, draft.Key, draft.Content.Opening!["pit.base"]));
        Assert.Equal([(3, "opening", "wrong-number")], read.Errors.Select(error => (error.Line, error.Column, error.Code)));
        Assert.Equal(["wrong-balance"], EntryCheck.ProblemsOf(draft, frame).Select(problem => problem.Code));
        Assert.Equal(["wrong-year"], EntryCheck.ProblemsOf(read.Rows[2].Drafts[0], frame).Select(problem => problem.Code));
        Assert.Equal(["wrong-day", "wrong-span", "unknown-balance"], EntryCheck.ProblemsOf(read.Rows[3].Drafts[0], frame).Select(problem => problem.Code));
    }

    [Fact]
    public void Everything_wrong_in_a_row_is_told_at_once()
    {
        var read = CsvImport.Read(Bytes("person,validFrom,contract,monthlyPay,fte,proration,hat\n,yesterday,,\"6.000,00\",x,sometimes,1\n"), new LocalDate(2026, 1, 1));

        Assert.Equal(["contract", "fte", "hat", "monthlyPay", "person", "proration", "validFrom"], read.Errors.Select(error => error.Column).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_thing_that_is_said_twice_and_differently_is_refused()
    {
        var rows = CsvImport.Read(Bytes("person,hiredOn,contract,monthlyPay\np1,2026-01-01,c1,6000\np1,,c1,7000\n"), new LocalDate(2026, 1, 1)).Rows;
        var plan = ImportPlan.Of(PersonFile.Empty("p1"), rows, PeopleSamples.Checks, new Scribe("paola", DateTimeOffset.UnixEpoch, "A test", "import"));

        Assert.Equal([(3, "said-twice")], plan.Errors.Select(error => (error.Line, error.Code)));
    }

    [Fact]
    public void An_import_that_is_finished_late_does_not_take_back_what_was_written_since()
    {
        var start = PeopleSamples.Hired(new LocalDate(2026, 1, 1));
        var corrected = start.Record([PeopleSamples.TermsOf("c1", new LocalDate(2026, 1, 1), 9_000)], PeopleSamples.By("by hand", PeopleSamples.At(2026, 3, 2)));

        var late = corrected.Record([PeopleSamples.TermsOf("c1", new LocalDate(2026, 1, 1), 8_000)], PeopleSamples.By("import", PeopleSamples.At(2026, 3, 1)));

        Assert.Same(corrected.Entries, late.Entries);
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
