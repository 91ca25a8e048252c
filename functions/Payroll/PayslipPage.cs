using System.Globalization;
using System.Net;
using System.Text;
using BackOffice.Notifications.Domain;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>
/// A payslip as a page to print or read: A4, in the person's language, without scripts or anything from elsewhere, with tables that
/// a screen reader can follow.
/// </summary>
internal static class PayslipPage
{
    /// <summary>In characters, so that a page is written in one piece.</summary>
    private const int UsualLength = 12 * 1024;

    /// <summary>The same slip, face and pack give the same page.</summary>
    /// <param name="slip">Approved: nothing marks a draft.</param>
    /// <param name="face">Whose it is.</param>
    /// <param name="pack">The rules it was calculated by.</param>
    /// <param name="language">Of the reader.</param>
    public static string Render(Payslip slip, PayslipFace face, RulePack pack, Language language) => Render(slip, face, pack, PayLabels.Of(language));

    /// <param name="slip">Approved: nothing marks a draft.</param>
    /// <param name="face">Whose it is.</param>
    /// <param name="pack">The rules it was calculated by.</param>
    /// <param name="labels">In the reader's language, with the names of the employer's own elements.</param>
    public static string Render(Payslip slip, PayslipFace face, RulePack pack, PayLabels labels)
    {
        var lines = new PayslipLines(slip, pack, labels);
        var title = $"{labels.Word("title")} · {labels.Month(slip.Period)}";
        var page = new StringBuilder(UsualLength).Append(PayPage.Begin(labels, title, isWide: false));
        page.Append(CultureInfo.InvariantCulture, $"""<header><h1>{Text(title)}</h1><p>{Text(labels.Runs[slip.Kind])} · {Text(labels.Word("payDay"))} {Text(labels.Day(face.PayDay))} · {Text(slip.Currency.Code)}</p></header>""");
        AddFaces(page, face, labels);
        lines.AddNet(page);
        AddResult(page, slip, face, labels);
        lines.AddBeside(page);
        AddYearToDate(page, slip, labels);
        AddNotes(page, slip, labels);
        return page.Append(CultureInfo.InvariantCulture, $"""<footer><p>{Text(labels.Word("notice"))}</p><p>{Text(labels.Word("rules"))}: {Text(slip.Rules)}</p></footer>{PayPage.End}""").ToString();
    }

    private static void AddFaces(StringBuilder page, PayslipFace face, PayLabels labels)
    {
        page.Append("""<div class="faces">""");
        AddFacts(page, labels.Word("employer"), face.Employer.Name, face.Employer.Address, [(labels.Word("employerTaxId"), face.Employer.TaxId), (labels.Word("socialId"), face.Employer.SocialId)]);
        AddFacts(page, labels.Word("person"), face.Name, face.Address,
        [
            (labels.Word("number"), face.Number),
            (labels.Word("taxId"), face.TaxId),
            (labels.Word("role"), face.Role),
            (labels.Word("grade"), face.Grade),
            (labels.Word("hiredOn"), face.HiredOn is { } hired ? labels.Day(hired) : null),
            (labels.Word("leftOn"), face.LeftOn is { } left ? labels.Day(left) : null),
            (labels.Word("hoursDue"), face.Hours is { } hours ? labels.Number(hours.Due) : null),
            (labels.Word("hoursWorked"), face.Hours is { } done ? labels.Number(done.Worked) : null),
            (labels.Word("hoursPaid"), face.Hours is { } paid ? labels.Number(paid.Paid) : null),
        ]);
        page.Append("</div>");
    }

    private static void AddFacts(StringBuilder page, string title, string name, IReadOnlyList<string> address, IEnumerable<(string Name, string? Value)> facts)
    {
        page.Append(CultureInfo.InvariantCulture, $"""<section><h2>{Text(title)}</h2><p class="name">{Text(name)}</p>""");
        if (address.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{string.Join("<br>", address.Select(Text))}</p>");
        }

        page.Append("<dl>");
        foreach (var (fact, value) in facts.Where(fact => !string.IsNullOrEmpty(fact.Value)))
        {
            page.Append(CultureInfo.InvariantCulture, $"<dt>{Text(fact)}</dt><dd>{Text(value!)}</dd>");
        }

        page.Append("</dl></section>");
    }

    private static void AddResult(StringBuilder page, Payslip slip, PayslipFace face, PayLabels labels)
    {
        string Sum(string word, decimal amount) => $"<dt>{Text(labels.Word(word))}</dt><dd>{Text(labels.Amount(amount, slip.Currency))}</dd>";
        var added = slip.Sum(PayLineKind.Credit) + slip.Sum(PayLineKind.CarriedForward);
        var account = face.Account is { Length: > 0 } number ? $"""<p>{Text(labels.Word("account"))}: {Text(Masked(number))}</p>""" : "";
        page.Append(CultureInfo.InvariantCulture, $"""<section class="result"><dl>{Sum("gross", slip.Gross)}{Sum("withheld", -slip.Withheld)}{(added == 0 ? "" : Sum("added", added))}</dl><div><p class="net"><span>{Text(labels.Word("net"))}</span> <strong>{Text(labels.Amount(slip.Net, slip.Currency))}&nbsp;{Text(slip.Currency.Code)}</strong></p>{account}</div></section>""");
    }

    private static void AddYearToDate(StringBuilder page, Payslip slip, PayLabels labels)
    {
        var shown = labels.YearToDate.Select(entry => (entry.Value, Amount: slip.Closing.Of(slip.Period.Year, entry.Key)))
            .Concat(labels.Standing.Select(entry => (entry.Value, Amount: slip.Closing.Of(entry.Key))))
            .Where(entry => entry.Amount != 0).ToList();
        if (shown.Count == 0)
        {
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"""<table class="small"><caption>{Text(labels.Word("yearToDate"))} {slip.Period.Year.ToString(CultureInfo.InvariantCulture)}</caption><thead><tr><th scope="col">{Text(labels.Word("description"))}</th><th scope="col" class="number">{Text(labels.Word("amount"))}</th></tr></thead><tbody>""");
        foreach (var (name, amount) in shown)
        {
            page.Append(CultureInfo.InvariantCulture, $"""<tr><th scope="row">{Text(name)}</th><td class="number">{Text(labels.Amount(amount, slip.Currency))}</td></tr>""");
        }

        page.Append("</tbody></table>");
    }

    private static void AddNotes(StringBuilder page, Payslip slip, PayLabels labels)
    {
        IReadOnlyList<string> notes =
        [
            .. slip.Lines.Any(line => line is { Kind: PayLineKind.Benefit, Amount: not 0 }) ? [labels.Word("benefitNote")] : Array.Empty<string>(),
            .. slip.Sum(PayLineKind.CarriedForward) > 0 ? [labels.Word("carriedNote")] : Array.Empty<string>(),
            .. slip.Lines.Any(line => line.For is not null) ? [labels.Word("correctionNote")] : Array.Empty<string>(),
        ];
        if (notes.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"""<section class="notes"><h2>{Text(labels.Word("notes"))}</h2><ul>{string.Concat(notes.Select(note => $"<li>{Text(note)}</li>"))}</ul></section>""");
        }
    }

    /// <summary>The last four characters, enough to know one's own account by.</summary>
    private static string Masked(string account)
    {
        var shown = string.Concat(account.Where(char.IsLetterOrDigit));
        return $"•••• {(shown.Length > 8 ? shown[^4..] : "")}".TrimEnd();
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
