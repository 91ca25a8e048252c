using System.Xml;
using BackOffice.Documents.Domain.Formats;

namespace BackOffice.Invoicing.Formats;

/// <summary>The XML vocabularies that invoices are written in.</summary>
internal enum Vocabulary
{
    /// <summary>Elements without a namespace: the inner ones of FatturaPA.</summary>
    None,
    Other,
    UblInvoice,
    UblCreditNote,
    UblAggregate,
    UblBasic,
    UblExtension,
    UblOrder,
    UblOrderResponse,
    UblDespatchAdvice,
    CiiRoot,
    CiiAggregate,
    CiiUnqualified,
    CiiQualified,
    FatturaPa,
    FatturaPaSimplified,
    SdiPublic,
    SdiPrivate,
    Ksef2,
    Ksef3,
    KsefFlatRate,
    KsefReceipt,
    ZugferdOne,
}

/// <summary>The namespace of each vocabulary.</summary>
internal static class Vocabularies
{
    private static readonly (Vocabulary Vocabulary, string Namespace, string Prefix)[] Known =
    [
        (Vocabulary.UblInvoice, "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2", ""),
        (Vocabulary.UblCreditNote, "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2", ""),
        (Vocabulary.UblAggregate, "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2", "cac"),
        (Vocabulary.UblBasic, "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2", "cbc"),
        (Vocabulary.UblExtension, "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2", "ext"),
        (Vocabulary.UblOrder, "urn:oasis:names:specification:ubl:schema:xsd:Order-2", ""),
        (Vocabulary.UblOrderResponse, "urn:oasis:names:specification:ubl:schema:xsd:OrderResponse-2", ""),
        (Vocabulary.UblDespatchAdvice, "urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2", ""),
        (Vocabulary.CiiRoot, "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100", "rsm"),
        (Vocabulary.CiiAggregate, "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100", "ram"),
        (Vocabulary.CiiUnqualified, "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100", "udt"),
        (Vocabulary.CiiQualified, "urn:un:unece:uncefact:data:standard:QualifiedDataType:100", "qdt"),
        (Vocabulary.FatturaPa, "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2", "p"),
        (Vocabulary.FatturaPaSimplified, "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.0", "p"),
        (Vocabulary.SdiPublic, SdiNoticeReader.Public, "ns3"),
        (Vocabulary.SdiPrivate, SdiNoticeReader.Private, "ns3"),
        (Vocabulary.Ksef2, "http://crd.gov.pl/wzor/2023/06/29/12648/", ""),
        (Vocabulary.Ksef3, "http://crd.gov.pl/wzor/2025/06/25/13775/", ""),
        (Vocabulary.KsefFlatRate, "http://crd.gov.pl/wzor/2026/03/06/14189/", ""),
        .. KsefReceiptReader.Namespaces.Select(schema => (Vocabulary.KsefReceipt, schema, "")),
        (Vocabulary.ZugferdOne, "urn:ferd:CrossIndustryDocument:invoice:1p0", "rsm"),
    ];

    public static string NamespaceOf(Vocabulary vocabulary) => Array.Find(Known, known => known.Vocabulary == vocabulary).Namespace ?? "";

    public static string PrefixOf(Vocabulary vocabulary) => Array.Find(Known, known => known.Vocabulary == vocabulary).Prefix ?? "";

    /// <summary>Names of one reader, so that the namespaces it hands out are these very strings and are told apart without reading them.</summary>
    public static NameTable Names()
    {
        var names = new NameTable();
        foreach (var known in Known)
        {
            names.Add(known.Namespace);
        }

        return names;
    }

    public static Vocabulary Of(string @namespace)
    {
        if (@namespace.Length == 0)
        {
            return Vocabulary.None;
        }

        foreach (var known in Known)
        {
            if (ReferenceEquals(known.Namespace, @namespace))
            {
                return known.Vocabulary;
            }
        }

        return Vocabulary.Other;
    }
}
