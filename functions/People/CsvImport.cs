using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using NodaTime;

namespace BackOffice.People;

/// <summary>Reads people from CSV. A row says of one person what its columns say; docs/people.md names them all.</summary>
internal static class CsvImport
{
    private static readonly HashSet<string> Columns = new(
        new[]
        {
            "person", "validFrom", "validTo", "givenName", "familyName", "bornOn", "sex", "taxId", "street", "building", "postcode", "town", "country", "language", "recipient",
            "employment", "hiredOn", "leavesOn", "contract", "monthlyPay", "hourlyPay", "currency", "fte", "weeklyHours", "daysPerWeek", "paymentsPerYear", "proration", "costCentres", "contractFacts", "position", "grade",
            "factSheet", "facts", "account", "iban", "holder", "bic", "element", "code", "amount", "quantity", "rate", "once", "run", "for", "reference",
            "dependant", "dependantKind", "dependantBornOn", "dependantShare", "dependantDisabled", "dependantInSchool",
            "garnishment", "garnishmentKind", "priority", "monthlyAmount", "garnishmentShare", "garnishmentTotal", "suspended", "creditor", "openingYear", "opening",
        }.Select(CsvTable.Plain),
        StringComparer.Ordinal);

    /// <param name="content">The file.</param>
    /// <param name="from">The first day of rows that say none; null when each must.</param>
    public static ReadImport Read(ReadOnlyMemory<byte> content, LocalDate? from)
    {
        List<ImportRow> rows = [];
        List<ImportError> errors = [];
        try
        {
            foreach (var row in CsvTable.Read(content))
            {
                if (rows.Count == 0 && errors.Count == 0)
                {
                    errors.AddRange(row.Cells.Keys.Where(name => !Columns.Contains(name)).Select(name => new ImportError(1, name, "unknown-column", "There is no such column.")));
                }

                rows.Add(RowOf(new Cells(row, errors), from));
            }
        }
        catch (CsvProblemException problem)
        {
            errors.Add(new ImportError(problem.Line, "", "no-table", problem.Message));
        }

        return new ReadImport(rows, errors);
    }

    private static ImportRow RowOf(Cells cells, LocalDate? from)
    {
        var person = cells.Needed("person");
        if (person.Length > 0 && PersonCheck.ProblemWithId(person) is { } problem)
        {
            cells.Wrong("person", "wrong-id", problem, 0);
        }

        var first = cells.Day("validFrom") ?? cells.Day("hiredOn") ?? from;
        if (first is null)
        {
            cells.Wrong("validFrom", "missing-field", "From when on does it hold?", 0);
        }

        var drafts = ContentsOf(cells).Select(said => new EntryDraft
        {
            Key = said.Key,
            ValidFrom = said.Content.Employment?.HiredOn ?? first ?? default,
            ValidTo = said.Content.Employment is null && said.Content.Identity is null ? cells.Day("validTo") : null,
            Content = said.Content,
        }).ToList();
        if (drafts.Count == 0)
        {
            cells.Wrong("", "empty-row", "The row says nothing of the person.", 0);
        }

        return new ImportRow(cells.Line, person, drafts);
    }

    private static IEnumerable<(string Key, EntryContent Content)> ContentsOf(Cells cells) =>
    [
        .. cells.Has("familyName", "givenName", "bornOn") ? [("", new EntryContent { Identity = IdentityOf(cells) })] : Array.Empty<(string, EntryContent)>(),
        .. cells.Has("hiredOn") ? [(cells.Text("employment") ?? "1", new EntryContent { Employment = new Employment { HiredOn = cells.NeededDay("hiredOn"), LeavesOn = cells.Day("leavesOn") } })] : Array.Empty<(string, EntryContent)>(),
        .. cells.Has("monthlyPay", "hourlyPay") ? [(cells.Needed("contract"), new EntryContent { Terms = TermsOf(cells) })] : Array.Empty<(string, EntryContent)>(),
        .. cells.Has("facts") ? [(cells.Text("factSheet") ?? "", new EntryContent { Facts = cells.Pairs("facts") })] : Array.Empty<(string, EntryContent)>(),
        .. cells.Has("iban") ? [(cells.Text("account") ?? "main", new EntryContent { Account = new BankAccount { Iban = cells.Needed("iban"), Holder = cells.Text("holder"), Bic = cells.Text("bic") } })] : Array.Empty<(string, EntryContent)>(),
        .. cells.Has("element", "code") ? [(cells.Needed("element"), new EntryContent { Element = ElementOf(cells) })] : Array.Empty<(string, EntryContent)>(),
        .. cells.Has("dependant", "dependantKind") ? [(cells.Needed("dependant"), new EntryContent { Dependant = DependantOf(cells) })] : Array.Empty<(string, EntryContent)>(),
        .. cells.Has("openingYear", "opening") ? [(cells.Needed("openingYear"), new EntryContent { Opening = cells.Balances("opening") })] : Array.Empty<(string, EntryContent)>(),
        .. cells.Has("garnishment", "garnishmentKind") ? [(cells.Needed("garnishment"), new EntryContent { Garnishment = OrderOf(cells) })] : Array.Empty<(string, EntryContent)>(),
    ];

    private static Identity IdentityOf(Cells cells) => new()
    {
        GivenName = cells.Needed("givenName"),
        FamilyName = cells.Needed("familyName"),
        BornOn = cells.NeededDay("bornOn"),
        Sex = cells.Word<Sex>("sex") ?? Sex.Unknown,
        TaxId = cells.Text("taxId"),
        Address = cells.Has("street", "building", "postcode", "town", "country") ? new StreetAddress(cells.Text("street"), cells.Text("building"), cells.Text("postcode"), cells.Text("town"), cells.Text("country")) : null,
        Language = cells.Text("language"),
        Recipient = cells.Text("recipient"),
    };

    private static Terms TermsOf(Cells cells) => new()
    {
        Employment = cells.Text("employment"),
        MonthlyPay = cells.Number("monthlyPay"),
        HourlyPay = cells.Number("hourlyPay"),
        Currency = cells.Text("currency"),
        Fte = cells.Number("fte") ?? 1,
        WeeklyHours = cells.Number("weeklyHours") ?? 40,
        DaysPerWeek = cells.Number("daysPerWeek") ?? 5,
        PaymentsPerYear = cells.Whole("paymentsPerYear") ?? 12,
        Proration = cells.Word<Proration>("proration"),
        Facts = cells.Pairs("contractFacts"),
        CostCentres = cells.Shares("costCentres"),
        Position = cells.Text("position"),
        Grade = cells.Text("grade"),
    };

    private static ElementTerms ElementOf(Cells cells) => new()
    {
        Code = cells.Needed("code"),
        Amount = cells.Number("amount"),
        Quantity = cells.Number("quantity"),
        Rate = cells.Number("rate"),
        Contract = cells.Has("monthlyPay", "hourlyPay") ? null : cells.Text("contract"),
        Reference = cells.Text("reference"),
        Once = cells.Month("once"),
        Run = cells.Word<PayRunKind>("run"),
        For = cells.Month("for"),
    };

    private static Dependant DependantOf(Cells cells) => new(cells.Needed("dependantKind"), cells.NeededDay("dependantBornOn"), cells.Number("dependantShare") ?? 1)
    {
        IsDisabled = cells.Flag("dependantDisabled"),
        IsInSchool = cells.Flag("dependantInSchool"),
    };

    private static GarnishmentOrder OrderOf(Cells cells) => new()
    {
        Id = cells.Needed("garnishment"),
        Kind = cells.Needed("garnishmentKind"),
        Priority = cells.Whole("priority") ?? 1,
        MonthlyAmount = cells.Number("monthlyAmount"),
        Share = cells.Number("garnishmentShare"),
        Total = cells.Number("garnishmentTotal"),
        IsSuspended = cells.Flag("suspended"),
        Creditor = cells.Needed("creditor"),
    };
}
