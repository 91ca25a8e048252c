using System.Text.Json;
using BackOffice.Documents.Domain;
using BackOffice.Notifications;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Documents;

/// <summary>The rows that make a registration, in one transaction.</summary>
internal sealed record RegistrationRows(DocumentRow Document, RegisterEntry Entry, Notification Notification);

/// <summary>Fills a document's row from what was found in it, and its register entry from the row.</summary>
internal static class DocumentRegistration
{
    public static void Describe(DocumentRow row, Examination examination)
    {
        row.ContentType = examination.ContentType.ToString();
        row.Kind = examination.Kind.ToString();
        row.Subject = examination.Subject;
        row.Reason = examination.Route.Reason;
        row.Destination = WireName(examination.Route.Destination);
        row.NeedsPerson = examination.Route.NeedsPerson;
        row.Header = examination.Header is { } header ? RowJson.Write(header) : null;
    }

    /// <summary>Numbers the row and writes its entry; the row moves to its destination or to the person who knows it.</summary>
    public static RegistrationRows Complete(DocumentRow row, int year, long number, Actor actor)
    {
        row.Year = year;
        row.Number = number;
        row.RegisteredAt = actor.Now;
        row.Move(row.NeedsPerson ? DocumentEvent.Refer : DocumentEvent.Register, actor, row.Reason ?? "");
        return new RegistrationRows(row, EntryOf(row, actor), DocumentNotices.Of(row));
    }

    public static string WireName(Destination destination) => JsonSerializer.SerializeToElement(destination).GetString()!;

    private static RegisterEntry EntryOf(DocumentRow row, Actor actor)
    {
        var header = row.ReadHeader();
        return new RegisterEntry
        {
            PartitionKey = row.PartitionKey,
            RowKey = DocumentKeys.Entry(row.Year!.Value, row.Number!.Value),
            Year = row.Year.Value,
            Number = row.Number.Value,
            RegisteredAt = actor.Now,
            LocalTime = actor.LocalTime,
            Sender = header?.Seller.Name ?? header?.Seller.TaxId,
            Subject = row.Subject ?? "",
            SenderReference = header?.Number,
            SenderDate = header?.IssueDate?.ToString("uuuu'-'MM'-'dd", formatProvider: null),
            Sha256 = row.Sha256!,
            Kind = row.Kind,
            DocumentId = row.Reference.DocumentId,
        };
    }
}
