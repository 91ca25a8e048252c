using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ubl;

/// <summary>UBL has no element for the subject of a note: it stands before the text, <c>#AAI#text</c>.</summary>
internal static class UblNote
{
    private const int MarkLength = 5;

    public static InvoiceNote Read(string text)
        => text.Length >= MarkLength && text[0] == '#' && text[4] == '#' && text.AsSpan(1, 3).IndexOfAnyExceptInRange('A', 'Z') < 0
            ? new InvoiceNote(text[MarkLength..].TrimStart(), text[1..4])
            : new InvoiceNote(text, Subject: null);

    public static string Write(InvoiceNote note) => note.Subject is null ? note.Text : $"#{note.Subject}#{note.Text}";
}
