using System.Globalization;
using System.Net;
using System.Text;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>
/// The payroll register of a run (libro unico del lavoro, stat de salarii, lista płac): one row a person, as CSV and as pages to
/// print, both written in pieces so that no run has to fit in memory. Filing formats are not made here.
/// </summary>
internal sealed class PayRegister(PayLabels labels, Currency currency)
{
    private static readonly (string Word, Func<Payslip, PayslipFace, string> Of)[] Facts =
    [
        ("number", (_, face) => face.Number),
        ("person", (_, face) => face.Name),
        ("taxId", (_, face) => face.TaxId),
        ("role", (_, face) => RoleOf(face)),
    ];

    /// <summary>On the page the role stands below the name: a column of its own is wide, and often empty.</summary>
    private static readonly string[] Heads = ["number", "person", "taxId"];

    private static readonly PayLineKind[] Withheld = [PayLineKind.EmployeeContribution, PayLineKind.Tax, PayLineKind.Credit, PayLineKind.Deduction, PayLineKind.Garnishment, PayLineKind.CarriedForward];

    private readonly (string Name, Func<Payslip, decimal> Of)[] sums =
    [
        (labels.Word("gross"), slip => slip.Gross),
        (labels.Kinds[PayLineKind.Benefit], slip => slip.Sum(PayLineKind.Benefit)),
        .. Withheld.Select(kind => (labels.Kinds[kind], (Func<Payslip, decimal>)(slip => slip.Sum(kind)))),
        (labels.Word("net"), slip => slip.Net),
        (labels.Kinds[PayLineKind.EmployerContribution], slip => slip.Sum(PayLineKind.EmployerContribution)),
        (labels.Kinds[PayLineKind.Accrual], slip => slip.Sum(PayLineKind.Accrual)),
        (labels.Word("employerCost"), slip => slip.EmployerCost),
    ];

    /// <summary>The names of the columns, in the language of the labels.</summary>
    public string CsvHeader() => CsvRecord.Of([labels.Word("period"), labels.Word("run"), .. Facts.Select(fact => labels.Word(fact.Word)), .. sums.Select(sum => sum.Name), labels.Word("currency"), labels.Word("rules")]);

    /// <summary>One person: amounts with a point, without thousands separators.</summary>
    public string CsvRow(Payslip slip, PayslipFace face) => CsvRecord.Of(
    [
        slip.Period.ToString(),
        labels.Runs[slip.Kind],
        .. Facts.Select(fact => fact.Of(slip, face)),
        .. sums.Select(sum => sum.Of(slip).ToString($"F{currency.MinorDecimals}", CultureInfo.InvariantCulture)),
        currency.Code,
        slip.Rules,
    ]);

    /// <summary>The page up to its first row.</summary>
    public string PageBegin(EmployerFace employer, Period period)
    {
        var title = $"{labels.Word("register")} · {labels.Month(period)}";
        var page = new StringBuilder(PayPage.Begin(labels, title, isWide: true))
            .Append(CultureInfo.InvariantCulture, $"<header><h1>{Text(title)}</h1><p>{Text(employer.Name)} · {Text(labels.Word("employerTaxId"))} {Text(employer.TaxId)} · {Text(currency.Code)}</p></header><table><thead><tr>");
        foreach (var word in Heads)
        {
            page.Append(CultureInfo.InvariantCulture, $"""<th scope="col">{Text(labels.Word(word))}</th>""");
        }

        foreach (var (name, _) in sums)
        {
            page.Append(CultureInfo.InvariantCulture, $"""<th scope="col" class="number">{Text(name)}</th>""");
        }

        return page.Append("</tr></thead><tbody>").ToString();
    }

    public string PageRow(Payslip slip, PayslipFace face)
    {
        var role = RoleOf(face) is { Length: > 0 } known ? $"<br><small>{Text(known)}</small>" : "";
        return $"""<tr><td>{Text(face.Number)}</td><th scope="row">{Text(face.Name)}{role}</th><td>{Text(face.TaxId)}</td>{string.Concat(sums.Select(sum => Number(sum.Of(slip))))}</tr>""";
    }

    /// <summary>The sums of the run and the end of the page.</summary>
    public string PageEnd(PayTotals totals)
    {
        decimal[] sum =
        [
            totals.Sum(PayLineKind.Earning),
            totals.Sum(PayLineKind.Benefit),
            .. Withheld.Select(totals.Sum),
            totals.Net,
            totals.Sum(PayLineKind.EmployerContribution),
            totals.Sum(PayLineKind.Accrual),
            totals.EmployerCost,
        ];
        var people = string.Create(CultureInfo.InvariantCulture, $"{labels.Word("total")} ({totals.Slips})");
        return $"""</tbody><tfoot><tr><th scope="row" colspan="{Heads.Length.ToString(CultureInfo.InvariantCulture)}">{Text(people)}</th>{string.Concat(sum.Select(Number))}</tr></tfoot></table><footer><p>{Text(labels.Word("notice"))}</p></footer>{PayPage.End}""";
    }

    private static string RoleOf(PayslipFace face) => string.Join(" · ", new[] { face.Role, face.Grade }.Where(word => !string.IsNullOrEmpty(word)));

    /// <summary>On the page a nought is a dash: what is there is found at a glance.</summary>
    private string Number(decimal amount) => $"""<td class="number">{(amount == 0 ? "–" : Text(labels.Amount(amount, currency)))}</td>""";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
