using System.Globalization;
using BackOffice.Primitives;
using NodaTime.Text;

namespace BackOffice.Payments.Domain;

/// <summary>Domestic orders in RON and PLN as the CSV layout of docs/payments.md: RFC 4180, UTF-8, a header, one line a payment.</summary>
internal static class DomesticOrderFile
{
    private const string EndOfLine = "\r\n";

    public const string Header = "reference,debtor_name,debtor_account,creditor_name,creditor_account,creditor_address,amount,currency,execution_date,purpose,details" + EndOfLine;

    public static string LineOf(OrderedPayable line, PaymentOrderTerms terms)
    {
        var creditor = line.Payable.Creditor;
        return string.Join(',', new[]
        {
            line.EndToEndId,
            PaymentText.NameOf(terms.Debtor.Name, terms.Format).Value,
            AccountOf(terms.Debtor.Account, terms.Format),
            PaymentText.NameOf(creditor.Name, terms.Format).Value,
            AccountOf(creditor.Account!, terms.Format),
            AddressOf(creditor.Address),
            line.Payable.Amount.Amount.ToString("0.00", CultureInfo.InvariantCulture),
            line.Payable.Amount.Currency.Code,
            LocalDatePattern.Iso.Format(terms.ExecutionDate),
            PaymentOrderTerms.CodeOf(terms.Purpose),
            PaymentText.RemittanceOf(line.Payable.Reference ?? line.Payable.Remittance, terms.Format).Value,
        }.Select(Quoted)) + EndOfLine;
    }

    /// <summary>Polish banks take the 26 digits of the domestic number, Romanian ones the IBAN.</summary>
    private static string AccountOf(Iban account, PaymentFormat format) => format == PaymentFormat.PlnCsv && account.Country == "PL" ? account.Value[2..] : account.Value;

    private static string AddressOf(PostalAddress? address)
    {
        const int Longest = 140;
        return address is null ? "" : PaymentText.Plain(
            string.Join(' ', ((string?[])[address.Street, address.BuildingNumber, address.PostCode, address.Town, .. address.Lines, address.Country]).Where(part => !string.IsNullOrWhiteSpace(part))),
            Longest).Value;
    }

    private static string Quoted(string field)
        => field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
