using BackOffice.Documents.Domain.Formats;
using BackOffice.Invoicing.Formats;
using NodaTime;

namespace BackOffice.Invoicing.Rules.FatturaPa;

/// <summary>Numbers and dates.</summary>
internal static class NumberRules
{
    public static IReadOnlyList<Rule<FatturaPaDocument>> All { get; } =
    [
        new("00409", "Numero", NumbersOccurOnceInLot),
        new("00418", "Data", CreditNotesComeAfterTheirInvoices),
        new("00425", "Numero", NumbersHaveDigits),
    ];

    public static bool IsDatedFrom(this FatturaPaBody body, int year) => DateOf(body) is { } date && date.Year >= year;

    /// <summary>A credit note may have the number of an invoice.</summary>
    private static void NumbersOccurOnceInLot(FatturaPaDocument document, Report report)
    {
        HashSet<(string Number, int Year, bool IsCredit)> seen = [];
        foreach (var body in document.Bodies)
        {
            if (body.General?.Child("Numero") is { HasValue: true } number && DateOf(body) is { } date)
            {
                report.Unless(seen.Add((number.Value, date.Year, body.Type is "TD04" or "TD08")), number, $"The lot has {number} of {date.Year} already.");
            }
        }
    }

    private static void CreditNotesComeAfterTheirInvoices(FatturaPaDocument document, Report report)
    {
        foreach (var body in document.Bodies.Where(body => body.Type == "TD04"))
        {
            var own = DateOf(body);
            foreach (var reference in body.Node.Child("DatiGenerali")!.All(Vocabulary.None, "DatiFattureCollegate"))
            {
                var date = reference.Child("Data");
                var isLater = WrittenDate.Parse(date?.Value) is { } about && own < about;
                report.Unless(!isLater, reference, $"The credit note of {body.General!.Child("Data")} is about an invoice of {date}, which comes after it.");
            }
        }
    }

    private static void NumbersHaveDigits(FatturaPaDocument document, Report report)
    {
        foreach (var body in document.Bodies)
        {
            var number = body.General?.Child("Numero");
            report.Unless(number is not { HasValue: true } || number.Value.AsSpan().ContainsAnyInRange('0', '9'), number ?? body.Node, $"The number {number} has no digit.");
        }
    }

    private static LocalDate? DateOf(FatturaPaBody body) => WrittenDate.Parse(body.General?.Child("Data")?.Value);
}
