using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Writes DatiPagamento: 2.4.</summary>
internal static class PaymentWriter
{
    public static void Write(FatturaPaElements file, Invoice invoice)
    {
        var isOne = invoice.Payments.Count == 1;
        foreach (var (terms, payments) in Blocks(invoice.Payments))
        {
            file.Group("DatiPagamento", () =>
            {
                file.Required("CondizioniPagamento", terms ?? (isOne ? PaymentReader.AtOnce : null), TextForm.OneOf("TP01", "TP02", "TP03"));
                foreach (var payment in payments)
                {
                    var (due, amount) = isOne ? (invoice.DueDate, payment.Italy?.Amount ?? invoice.Sums.Due)
                        : (payment.Italy is { } italy ? italy.DueDate : invoice.DueDate, payment.Italy?.Amount);
                    file.Group("DettaglioPagamento", () => Payment(file, payment, due, amount));
                }
            });
        }
    }

    /// <summary>Payments that stand together, in their order.</summary>
    private static List<(string? Terms, List<PaymentInstruction> Payments)> Blocks(IReadOnlyList<PaymentInstruction> payments)
    {
        List<(string? Terms, List<PaymentInstruction> Payments)> blocks = [];
        foreach (var payment in payments)
        {
            var before = blocks.Count == 0 ? null : blocks[^1].Payments[^1].Italy;
            if (blocks.Count == 0 || before?.Block != payment.Italy?.Block || before?.Terms != payment.Italy?.Terms)
            {
                blocks.Add((payment.Italy?.Terms, []));
            }

            blocks[^1].Payments.Add(payment);
        }

        return blocks;
    }

    private static void Payment(FatturaPaElements file, PaymentInstruction payment, NodaTime.LocalDate? due, decimal? amount)
    {
        var italy = payment.Italy ?? new();
        var account = payment.Accounts.Count == 0 ? null : payment.Accounts[0];
        file.Text("Beneficiario", account?.Name ?? italy.Beneficiary, TextForm.Latin(200));
        file.Required("ModalitaPagamento", MethodOf(payment), TextForm.Basic(4));
        file.Date("DataRiferimentoTerminiPagamento", italy.TermsFrom);
        file.Integer("GiorniTerminiPagamento", italy.TermsDays, 0, 999);
        file.Date("DataScadenzaPagamento", due);
        file.RequiredAmount("ImportoPagamento", amount);
        file.Text("CodUfficioPostale", italy.PostOffice, TextForm.Basic(20));
        file.Text("CognomeQuietanzante", italy.Collector?.FamilyName, TextForm.Latin(60));
        file.Text("NomeQuietanzante", italy.Collector?.FirstName, TextForm.Latin(60));
        file.Text("CFQuietanzante", italy.Collector?.FiscalCode, TextForm.PersonsFiscalCode);
        file.Text("TitoloQuietanzante", italy.Collector?.Title, TextForm.Basic(10, least: 2));
        file.Text("IstitutoFinanziario", italy.Institution, TextForm.Latin(80));
        file.IfItFits("IBAN", account?.Id, TextForm.Iban);
        file.Text("ABI", italy.Abi, TextForm.Digits(5));
        file.Text("CAB", italy.Cab, TextForm.Digits(5));
        file.IfItFits("BIC", account?.Bic ?? italy.Bic, TextForm.Bic);
        file.Amount("ScontoPagamentoAnticipato", italy.EarlyDiscount);
        file.Date("DataLimitePagamentoAnticipato", italy.EarlyUntil);
        file.Amount("PenalitaPagamentiRitardati", italy.LatePenalty);
        file.Date("DataDecorrenzaPenale", italy.LateFrom);
        file.Text("CodicePagamento", payment.Remittance, TextForm.Basic(60));
    }

    private static string? MethodOf(PaymentInstruction payment)
    {
        var methods = FatturaPaCodes.Current.PaymentMethods;
        return payment.Italy?.Method is { } method && methods.En(method) == payment.MeansCode ? method : methods.MeantBy(payment.MeansCode);
    }
}
