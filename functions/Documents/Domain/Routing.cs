using System.Text.Json.Serialization;

namespace BackOffice.Documents.Domain;

/// <summary>The trays a document can go to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Destination>))]
public enum Destination
{
    [JsonStringEnumMemberName("other")]
    Other,

    [JsonStringEnumMemberName("supplier-invoices")]
    SupplierInvoices,

    [JsonStringEnumMemberName("orders")]
    Orders,

    [JsonStringEnumMemberName("notices")]
    Notices,
}

/// <summary>How sure the rule is of the destination.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RouteConfidence>))]
public enum RouteConfidence
{
    /// <summary>A guess for the person to confirm.</summary>
    Unsure,

    /// <summary>The format is certain, its content is incomplete.</summary>
    Likely,
    Certain,
}

/// <summary>Where a document goes, and whether a person has to look first.</summary>
public sealed record Route(Destination Destination, RouteConfidence Confidence, bool NeedsPerson, string Reason);

/// <summary>The rule that sends a document on its way.</summary>
public static class Routing
{
    /// <summary>Decides from the kind and, for invoices and orders, from a header that names number, date and seller.</summary>
    public static Route For(DocumentKind kind, DocumentHeader? header) => kind switch
    {
        DocumentKind.UblInvoice or DocumentKind.UblCreditNote or DocumentKind.CiiInvoice
            or DocumentKind.FatturaPaPublic or DocumentKind.FatturaPaPrivate or DocumentKind.FatturaPaSimplified
            or DocumentKind.KsefFa2 or DocumentKind.KsefFa3 or DocumentKind.KsefFaRr
            or DocumentKind.PefInvoice or DocumentKind.PefCreditNote
            or DocumentKind.FacturX or DocumentKind.ZugferdV1 => Structured(Destination.SupplierInvoices, header),
        DocumentKind.Order or DocumentKind.OrderResponse or DocumentKind.DespatchAdvice
            => Structured(Destination.Orders, header),
        DocumentKind.SdiNotice or DocumentKind.KsefReceipt or DocumentKind.ApplicationResponse => Notice(header),
        DocumentKind.BankStatement or DocumentKind.PaymentOrder
            => new(Destination.Other, RouteConfidence.Certain, NeedsPerson: false, "Bank message."),
        DocumentKind.OtherXml => Person(Destination.Other, "XML of an unknown format."),
        DocumentKind.Pdf => Person(Destination.SupplierInvoices, "PDF without an electronic invoice: a person has to read it."),
        DocumentKind.Image => Person(Destination.SupplierInvoices, "Image: a person has to read it."),
        DocumentKind.Email => Person(Destination.Other, "E-mail message: a person has to open it."),
        DocumentKind.Text => Person(Destination.Other, "Plain text: a person has to read it."),
        DocumentKind.Unknown => Person(Destination.Other, "Set aside: a person has to decide."),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind."),
    };

    private static Route Structured(Destination destination, DocumentHeader? header)
    {
        string? missing = header switch
        {
            null => "header",
            { Number: null } => "number",
            { IssueDate: null } => "date",
            { Seller.IsNamed: false } => "seller",
            _ => null,
        };
        return missing is null
            ? new(destination, RouteConfidence.Certain, NeedsPerson: false, "Electronic document with number, date and seller.")
            : new(destination, RouteConfidence.Likely, NeedsPerson: true, $"The electronic document has no readable {missing}.");
    }

    private static Route Notice(DocumentHeader? header) => header?.Number is null
        ? new(Destination.Notices, RouteConfidence.Likely, NeedsPerson: true, "The notice does not say what it answers.")
        : new(Destination.Notices, RouteConfidence.Certain, NeedsPerson: false, "Notice of an exchange system.");

    private static Route Person(Destination guess, string reason)
        => new(guess, RouteConfidence.Unsure, NeedsPerson: true, reason);
}
