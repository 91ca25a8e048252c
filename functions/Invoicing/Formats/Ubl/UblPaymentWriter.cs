using BackOffice.Invoicing.Domain;
using NodaTime;

namespace BackOffice.Invoicing.Formats.Ubl;

/// <summary>Writes one means of payment, with one account.</summary>
internal static class UblPaymentWriter
{
    public static void Write(ElementWriter xml, PaymentInstruction payment, CreditAccount? account, LocalDate? dueDate)
    {
        using (xml.In("cac:PaymentMeans"))
        {
            xml.Write("cbc:PaymentMeansCode", payment.MeansCode, ("name", payment.MeansText));
            xml.Write("cbc:PaymentDueDate", dueDate);
            xml.Write("cbc:PaymentID", payment.Remittance);
            Card(xml, payment.Card);
            using (xml.In("cac:PayeeFinancialAccount"))
            {
                xml.Write("cbc:ID", account?.Id);
                xml.Write("cbc:Name", account?.Name);
                using (xml.In("cac:FinancialInstitutionBranch"))
                {
                    xml.Write("cbc:ID", account?.Bic);
                }
            }

            using (xml.In("cac:PaymentMandate"))
            {
                xml.Write("cbc:ID", payment.DirectDebit?.Mandate);
                using (xml.In("cac:PayerFinancialAccount"))
                {
                    xml.Write("cbc:ID", payment.DirectDebit?.Account);
                }
            }
        }
    }

    private static void Card(ElementWriter xml, PaymentCard? card)
    {
        if (card is { Number.Length: > 0 })
        {
            using (xml.In("cac:CardAccount"))
            {
                xml.Write("cbc:PrimaryAccountNumberID", card.Number);
                xml.Write("cbc:NetworkID", card.Network ?? UblPaymentReader.NoNetwork);
                xml.Write("cbc:HolderName", card.Holder);
            }
        }
    }
}
