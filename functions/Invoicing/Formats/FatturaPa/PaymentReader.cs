using BackOffice.Invoicing.Domain;
using static BackOffice.Invoicing.Formats.FatturaPa.FatturaPaNodeReading;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Reads DatiPagamento: 2.4, one instruction for each DettaglioPagamento.</summary>
internal static class PaymentReader
{
    /// <summary>At once; what one payment without other words is.</summary>
    public const string AtOnce = "TP02";

    public static Invoice Read(FatturaPaNodeReading reading, RawNode body, Invoice invoice)
    {
        var blocks = All(body, "DatiPagamento").Where(block => Child(block, "DettaglioPagamento") is not null).ToList();
        var isOne = blocks.Sum(block => All(block, "DettaglioPagamento").Count()) == 1;
        List<PaymentInstruction> payments = [];
        for (var block = 0; block < blocks.Count; block++)
        {
            var terms = reading.Text(blocks[block], "CondizioniPagamento");
            var place = new ItalianPayment { Block = blocks.Count > 1 ? block + 1 : null, Terms = isOne && terms == AtOnce ? null : terms };
            payments.AddRange(All(blocks[block], "DettaglioPagamento").Select(node => Payment(reading, node, place)));
        }

        var due = payments.Select(payment => payment.Italy?.DueDate).FirstOrDefault(date => date is not null);
        return invoice with { DueDate = due, Payments = isOne ? [payments[0] with { Italy = payments[0].Italy! with { DueDate = null } }] : payments };
    }

    private static PaymentInstruction Payment(FatturaPaNodeReading reading, RawNode node, ItalianPayment place)
    {
        var methods = FatturaPaCodes.Current.PaymentMethods;
        var method = reading.Text(node, "ModalitaPagamento");
        var code = methods.En(method) ?? "";
        var (iban, name, bic) = (reading.Text(node, "IBAN"), reading.Text(node, "Beneficiario"), reading.Text(node, "BIC"));
        return new PaymentInstruction
        {
            MeansCode = code,
            Remittance = reading.Text(node, "CodicePagamento"),
            Accounts = iban is null ? [] : [new CreditAccount(iban, name, bic)],
            Italy = Details(reading, node, place) with
            {
                Method = methods.MeantBy(code) == method ? null : method,
                Beneficiary = iban is null ? name : null,
                Bic = iban is null ? bic : null,
            },
        };
    }

    private static ItalianPayment Details(FatturaPaNodeReading reading, RawNode node, ItalianPayment place) => place with
    {
        TermsFrom = reading.Date(node, "DataRiferimentoTerminiPagamento"),
        TermsDays = reading.Integer(node, "GiorniTerminiPagamento"),
        DueDate = reading.Date(node, "DataScadenzaPagamento"),
        Amount = reading.Number(node, "ImportoPagamento"),
        PostOffice = reading.Text(node, "CodUfficioPostale"),
        Collector = Collector(reading, node),
        Institution = reading.Text(node, "IstitutoFinanziario"),
        Abi = reading.Text(node, "ABI"),
        Cab = reading.Text(node, "CAB"),
        EarlyDiscount = reading.Number(node, "ScontoPagamentoAnticipato"),
        EarlyUntil = reading.Date(node, "DataLimitePagamentoAnticipato"),
        LatePenalty = reading.Number(node, "PenalitaPagamentiRitardati"),
        LateFrom = reading.Date(node, "DataDecorrenzaPenale"),
    };

    private static ItalianCollector? Collector(FatturaPaNodeReading reading, RawNode node)
    {
        var collector = new ItalianCollector(
            reading.Text(node, "CognomeQuietanzante"), reading.Text(node, "NomeQuietanzante"), reading.Text(node, "CFQuietanzante"), reading.Text(node, "TitoloQuietanzante"));
        return OrNull(collector, new(FamilyName: null, FirstName: null, FiscalCode: null, Title: null));
    }
}
