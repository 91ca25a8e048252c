using System.Globalization;
using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats;

/// <summary>What EN 16931-1 makes mandatory, and nobody but the seller can know.</summary>
internal static class En16931Needs
{
    public static IEnumerable<MissingTerm> Of(Invoice invoice)
        => Document(invoice).Concat(Parties(invoice)).Concat(Sums(invoice)).Concat(VatNeeds.Of(invoice)).Concat(invoice.Lines.SelectMany(Line));

    /// <summary>What is to be paid says when (BR-CO-25); of a credit note only CII asks it.</summary>
    public static IEnumerable<MissingTerm> DueDay(Invoice invoice)
        => Unless(invoice.Sums.Due is not > 0 || invoice.DueDate is not null || invoice.PaymentTerms is not null, "BT-9", "the day that it is due, or the terms of payment (BT-20)");

    /// <summary>The term, when it is absent.</summary>
    public static IEnumerable<MissingTerm> Unless(bool isThere, string term, string why) => isThere ? [] : [new MissingTerm(term, why)];

    private static IEnumerable<MissingTerm> Document(Invoice invoice) =>
    [
        .. Unless(invoice.Number.Length > 0, "BT-1", "the number of the invoice"),
        .. Unless(invoice.IssueDate is not null, "BT-2", "the day it was issued"),
        .. Unless(invoice.TypeCode.Length > 0, "BT-3", "the type of the document: 380 an invoice, 381 a credit note"),
        .. Unless(invoice.Currency.Length > 0, "BT-5", "the currency of the invoice"),
        .. Unless(invoice.Lines.Count > 0, "BG-25", "at least one line"),
        .. Unless(invoice.Vat.Count > 0, "BG-23", "the VAT of each category and rate"),
        .. Unless(!PaymentInstructions.ByAccount(invoice.Payments).Any(entry => entry.Payment.MeansCode is "30" or "58" && entry.Account is not { Id.Length: > 0 }), "BT-84", "the account that a credit transfer goes to"),
        .. Unless(invoice.VatCurrency is null || invoice.VatCurrency == invoice.Currency || invoice.Sums.VatInAccountingCurrency is not null, "BT-111", "the VAT in the currency of accounting"),
    ];

    private static IEnumerable<MissingTerm> Parties(Invoice invoice) =>
    [
        .. Unless(invoice.Seller.Name.Length > 0, "BT-27", "the name of the seller"),
        .. Unless(invoice.Seller.Address?.Country is not null, "BT-40", "the country of the seller"),
        .. Unless(invoice.Buyer.Name.Length > 0, "BT-44", "the name of the buyer"),
        .. Unless(invoice.Buyer.Address?.Country is not null, "BT-55", "the country of the buyer"),
        .. Unless(invoice.Payee is null || invoice.Payee.Name.Length > 0, "BT-59", "the name of the payee"),
        .. Unless(invoice.TaxRepresentative is null || invoice.TaxRepresentative.Name.Length > 0, "BT-62", "the name of the seller's tax representative"),
        .. Unless(invoice.TaxRepresentative is null || invoice.TaxRepresentative.VatId is not null, "BT-63", "the VAT identifier of the seller's tax representative"),
        .. Unless(invoice.TaxRepresentative is null || invoice.TaxRepresentative.Address?.Country is not null, "BT-69", "the country of the seller's tax representative"),
    ];

    private static IEnumerable<MissingTerm> Sums(Invoice invoice) =>
    [
        .. Unless(invoice.Sums.Lines is not null, "BT-106", "the sum of the lines"),
        .. Unless(invoice.Sums.WithoutVat is not null, "BT-109", "the total without VAT"),
        .. Unless(invoice.Sums.WithVat is not null, "BT-112", "the total with VAT"),
        .. Unless(invoice.Sums.Due is not null, "BT-115", "the amount due"),
        .. invoice.AllowancesAndCharges.SelectMany((allowance, index) => Unless(allowance.Amount is not null, allowance.IsCharge ? "BT-99" : "BT-92", $"the amount of allowance or charge {Of(index)}")),
        .. invoice.Vat.SelectMany((share, index) => Unless(share.Base is not null && share.Tax is not null, "BT-116, BT-117", $"base and tax of VAT category {Of(index)}")),
    ];

    private static IEnumerable<MissingTerm> Line(InvoiceLine line, int index) =>
    [
        .. Unless(line.Id.Length > 0, "BT-126", $"the identifier of line {Of(index)}"),
        .. Unless(line.Quantity is not null, "BT-129", $"the quantity of line {Of(index)}"),
        .. Unless(line.Unit is not null, "BT-130", $"the unit of line {Of(index)}, of UN/ECE recommendation 20"),
        .. Unless(line.Amount is not null, "BT-131", $"the net amount of line {Of(index)}"),
        .. Unless(line.Price.Net is not null, "BT-146", $"the net price of line {Of(index)}"),
        .. Unless(line.Vat is { Code.Length: > 0 }, "BT-151", $"the VAT category of line {Of(index)}"),
        .. Unless(line.Item.Name.Length > 0, "BT-153", $"the name of what is sold in line {Of(index)}"),
        .. Unless(line.AllowancesAndCharges.All(allowance => allowance.Amount is not null), "BT-136, BT-141", $"the amount of an allowance or charge of line {Of(index)}"),
    ];

    private static string Of(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}
