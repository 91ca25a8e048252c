using BackOffice.Invoicing.Domain;
using BackOffice.Primitives;

namespace BackOffice.Invoicing.Formats.Cii;

/// <summary>Writes what is to be paid, how, and the taxes.</summary>
internal sealed class CiiSettlementWriter(ElementWriter xml, CiiAmountWriter amounts, CiiPartyWriter parties)
{
    public void Write(Invoice invoice)
    {
        xml.Write("ram:CreditorReferenceID", invoice.Payments.Select(payment => payment.DirectDebit?.CreditorId).FirstOrDefault(id => id is not null));
        xml.Write("ram:PaymentReference", invoice.Payments.Select(payment => payment.Remittance).FirstOrDefault(text => text is not null));
        // UBL may say it of the same currency, too; in CII the two have to differ (BR-53).
        xml.Write("ram:TaxCurrencyCode", invoice.VatCurrency == invoice.Currency ? null : invoice.VatCurrency);
        xml.Write("ram:InvoiceCurrencyCode", invoice.Currency);
        if (invoice.Payee is { } payee)
        {
            parties.Party("ram:PayeeTradeParty", CiiPartyWriter.WithOneId(payee));
        }

        foreach (var (payment, account) in PaymentInstructions.ByAccount(invoice.Payments))
        {
            Means(payment, account);
        }

        for (var index = 0; index < invoice.Vat.Count; index++)
        {
            amounts.Write(invoice.Vat[index], index == 0 ? invoice : null);
        }

        amounts.Write("ram:BillingSpecifiedPeriod", invoice.Delivery?.Period);
        amounts.Write(invoice.AllowancesAndCharges);
        Terms(invoice);
        amounts.Write(invoice.Sums, invoice);
        // The schema has room for one.
        if (invoice.Preceding is [var preceding, ..])
        {
            Write(preceding);
        }

        using (xml.In("ram:ReceivableSpecifiedTradeAccountingAccount"))
        {
            xml.Write("ram:ID", invoice.References.BuyerAccounting);
        }
    }

    private void Terms(Invoice invoice)
    {
        using (xml.In("ram:SpecifiedTradePaymentTerms"))
        {
            xml.Write("ram:Description", invoice.PaymentTerms);
            xml.WriteDay("ram:DueDateDateTime", invoice.DueDate);
            xml.Write("ram:DirectDebitMandateID", invoice.Payments.Select(payment => payment.DirectDebit?.Mandate).FirstOrDefault(mandate => mandate is not null));
        }
    }

    private void Write(PrecedingInvoice preceding)
    {
        using (xml.In("ram:InvoiceReferencedDocument"))
        {
            xml.Write("ram:IssuerAssignedID", preceding.Number);
            xml.WriteDay("ram:FormattedIssueDateTime", preceding.IssueDate, "qdt:DateTimeString");
        }
    }

    private void Means(PaymentInstruction payment, CreditAccount? account)
    {
        using (xml.In("ram:SpecifiedTradeSettlementPaymentMeans"))
        {
            xml.Write("ram:TypeCode", payment.MeansCode);
            xml.Write("ram:Information", payment.MeansText);
            using (xml.In("ram:ApplicableTradeSettlementFinancialCard"))
            {
                xml.Write("ram:ID", payment.Card?.Number);
                xml.Write("ram:CardholderName", payment.Card?.Holder);
            }

            using (xml.In("ram:PayerPartyDebtorFinancialAccount"))
            {
                xml.Write("ram:IBANID", payment.DirectDebit?.Account);
            }

            using (xml.In("ram:PayeePartyCreditorFinancialAccount"))
            {
                var isIban = Iban.Read(account?.Id).IsValid;
                xml.Write("ram:IBANID", isIban ? account?.Id : null);
                xml.Write("ram:AccountName", account?.Name);
                xml.Write("ram:ProprietaryID", isIban ? null : account?.Id);
            }

            using (xml.In("ram:PayeeSpecifiedCreditorFinancialInstitution"))
            {
                xml.Write("ram:BICID", account?.Bic);
            }
        }
    }
}
