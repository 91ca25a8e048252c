using BackOffice.Documents.Domain.Formats;
using BackOffice.Invoicing.Domain;
using static BackOffice.Invoicing.Formats.FatturaPa.FatturaPaNodeReading;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Reads receipts and notices of the Italian exchange.</summary>
internal static class SdiNotices
{
    /// <summary>RC, NS, MC, NE, EC, SE, DT, AT or MT; null when the root is none of the exchange's.</summary>
    public static string? TypeOf(RawNode root)
    {
        var schema = Vocabularies.NamespaceOf(root.Vocabulary);
        return SdiNoticeReader.Roots.FirstOrDefault(known => known.Schema == schema && known.Root == root.Name).Type;
    }

    /// <summary>Whatever the document is, nothing is thrown; null when it is no notice.</summary>
    public static SdiNoticeReading? Read(RawNode root)
    {
        var reading = new FatturaPaNodeReading();
        SdiNotice? notice = TypeOf(root) switch
        {
            "RC" => new SdiDelivery { ReceivedAt = reading.Text(root, "DataOraRicezione"), DeliveredAt = reading.Text(root, "DataOraConsegna"), Recipient = Recipient(reading, root) },
            "NS" => new SdiRejection { ReceivedAt = reading.Text(root, "DataOraRicezione"), Errors = Each(Child(root, "ListaErrori"), "Errore", error => Error(reading, error)) },
            "MC" => new SdiNonDelivery { ReceivedAt = reading.Text(root, "DataOraRicezione"), AvailableOn = reading.Date(root, "DataMessaADisposizione"), Description = reading.Text(root, "Descrizione") },
            "NE" => new SdiOutcome { Outcome = Child(root, "EsitoCommittente") is { } outcome ? CustomerOutcome(reading, outcome) : null },
            "EC" => CustomerOutcome(reading, root),
            "SE" => new SdiOutcomeRejection { Invoice = Invoice(reading, root), Reason = reading.Text(root, "Scarto"), CustomerMessageId = reading.Text(root, "MessageIdCommittente") },
            "DT" => new SdiTermExpiry { Invoice = Invoice(reading, root), Description = reading.Text(root, "Descrizione") },
            "AT" => new SdiTransmissionProof { ReceivedAt = reading.Text(root, "DataOraRicezione"), Recipient = Recipient(reading, root), OriginalHash = reading.Text(root, "HashFileOriginale") },
            "MT" => new SdiFileMetadata { Addressee = reading.Text(root, "CodiceDestinatario"), Format = reading.Text(root, "Formato"), Attempts = reading.Integer(root, "TentativiInvio") },
            _ => null,
        };
        return notice is null ? null : new SdiNoticeReading(Common(reading, root, notice), NotCarried(reading, root));
    }

    private static SdiNotice Common(FatturaPaNodeReading reading, RawNode root, SdiNotice notice)
    {
        var archive = Child(root, "RiferimentoArchivio");
        return notice with
        {
            SdiId = reading.Text(root, "IdentificativoSdI"),
            FileName = reading.Text(root, "NomeFile"),
            Hash = reading.Text(root, "Hash"),
            Archive = OrNull(new SdiArchive(reading.Text(archive, "IdentificativoSdI"), reading.Text(archive, "NomeFile")), new(SdiId: null, FileName: null)),
            MessageId = reading.Text(root, "MessageId"),
            PecMessageId = reading.Text(root, "PecMessageId"),
            Note = reading.Text(root, "Note"),
        };
    }

    private static SdiCustomerOutcome CustomerOutcome(FatturaPaNodeReading reading, RawNode node) => new()
    {
        SdiId = reading.Text(node, "IdentificativoSdI"),
        Invoice = Invoice(reading, node),
        Decision = reading.Text(node, "Esito"),
        Description = reading.Text(node, "Descrizione"),
        CustomerMessageId = reading.Text(node, "MessageIdCommittente"),
    };

    private static SdiRecipient? Recipient(FatturaPaNodeReading reading, RawNode root)
    {
        var node = Child(root, "Destinatario");
        return OrNull(new SdiRecipient(reading.Text(node, "Codice"), reading.Text(node, "Descrizione")), new(Code: null, Description: null));
    }

    private static SdiInvoiceReference? Invoice(FatturaPaNodeReading reading, RawNode root)
    {
        var node = Child(root, "RiferimentoFattura");
        var invoice = new SdiInvoiceReference(reading.Text(node, "NumeroFattura"), reading.Integer(node, "AnnoFattura"), reading.Integer(node, "PosizioneFattura"));
        return OrNull(invoice, new(Number: null, Year: null, Position: null));
    }

    private static SdiError Error(FatturaPaNodeReading reading, RawNode node) => new(reading.Text(node, "Codice"), reading.Text(node, "Descrizione"), reading.Text(node, "Suggerimento"));

    private static List<LostTerm> NotCarried(FatturaPaNodeReading reading, RawNode root)
    {
        List<LostTerm> lost = [];
        for (var part = root.FirstChild; part is not null; part = part.NextSibling)
        {
            if (part.Is(Vocabulary.Other, "Signature"))
            {
                lost.Add(new LostTerm(part.Path(), FatturaPaReader.AboutSignatures));
            }
            else
            {
                lost.AddRange(reading.NotTaken(part));
            }
        }

        return lost;
    }
}

/// <summary>A notice as read.</summary>
/// <param name="Notice">What was understood.</param>
/// <param name="NotCarried">What stands in the document and not in the notice.</param>
internal sealed record SdiNoticeReading(SdiNotice Notice, IReadOnlyList<LostTerm> NotCarried);
