using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ubl;

/// <summary>Reads how to pay. UBL repeats the whole group for each account.</summary>
internal sealed class UblPaymentReader(NodeReading take, RawNode root)
{
    /// <summary>The scheme of the identifier of a creditor (BT-90), which stands among those of the payee or the seller.</summary>
    public const string CreditorScheme = "SEPA";

    /// <summary>What UBL asks for of a card and EN 16931 does not know.</summary>
    public const string NoNetwork = "NA";

    public IReadOnlyList<PaymentInstruction> Read()
    {
        var creditor = Creditor();
        var dueDate = root.Cac("PaymentMeans").Cbc("PaymentDueDate");
        var payments = root.AllCac("PaymentMeans").Select(Instruction).ToList();
        foreach (var repeated in root.AllCac("PaymentMeans").Select(means => means.Cbc("PaymentDueDate")).Where(date => date?.Value == dueDate?.Value && root.Vocabulary == Vocabulary.UblCreditNote))
        {
            take.Ignore(repeated);
        }

        return PaymentInstructions.Merged(creditor is null ? payments : PaymentInstructions.WithCreditor(payments, creditor));
    }

    private string? Creditor()
    {
        var id = root.Cac("PayeeParty").AllCac("PartyIdentification").Concat(root.Cac("AccountingSupplierParty").Cac("Party").AllCac("PartyIdentification"))
            .Select(identification => identification.Cbc("ID")).FirstOrDefault(id => id?.Attribute("schemeID") == CreditorScheme);
        take.Attribute(id, "schemeID");
        return take.Text(id);
    }

    private PaymentInstruction Instruction(RawNode means) => new()
    {
        MeansCode = take.Text(means.Cbc("PaymentMeansCode")) ?? "",
        MeansText = take.Attribute(means.Cbc("PaymentMeansCode"), "name"),
        Remittance = take.Text(means.Cbc("PaymentID")),
        Accounts = means.Cac("PayeeFinancialAccount") is { } account ? [Account(account)] : [],
        Card = means.Cac("CardAccount") is { } card ? Card(card) : null,
        DirectDebit = means.Cac("PaymentMandate") is { } mandate ? Debit(mandate) : null,
    };

    private CreditAccount Account(RawNode account)
        => new(take.Text(account.Cbc("ID")) ?? "", take.Text(account.Cbc("Name")), take.Text(account.Cac("FinancialInstitutionBranch").Cbc("ID")));

    private PaymentCard Card(RawNode card)
    {
        var network = card.Cbc("NetworkID");
        if (network?.Value == NoNetwork)
        {
            take.Ignore(network);
        }

        return new PaymentCard(take.Text(card.Cbc("PrimaryAccountNumberID")) ?? "", take.Text(card.Cbc("HolderName")))
        {
            Network = network?.Value == NoNetwork ? null : take.Text(network),
        };
    }

    private DirectDebit Debit(RawNode mandate) => new(take.Text(mandate.Cbc("ID")), CreditorId: null, take.Text(mandate.Cac("PayerFinancialAccount").Cbc("ID")));
}
