using BackOffice.Primitives;

namespace BackOffice.Payments.Domain;

/// <summary>One transaction of an entry while it is read.</summary>
internal sealed class StatementDetails
{
    private const string NotProvided = "NOTPROVIDED";

    private string? creditor;
    private string? debtor;

    public string? EndToEndId { get; private set; }

    public string? Order { get; private set; }

    public Money? Amount { get; private set; }

    public bool? IsDebit { get; private set; }

    public string? Remittance { get; private set; }

    public string? Reason { get; private set; }

    public bool IsReturn { get; private set; }

    /// <summary>The other side: the creditor of what left the account; of a return it may stand on either side.</summary>
    public string? AccountOf(bool isDebit) => isDebit || debtor is null ? creditor ?? debtor : IsReturn ? creditor ?? debtor : debtor;

    /// <summary>Takes a leaf of the details.</summary>
    /// <returns>False when it cannot be read.</returns>
    public bool Take(string path, BankXmlEvent next)
    {
        IsReturn = IsReturn || path.StartsWith("/RtrInf", StringComparison.Ordinal);
        switch (path)
        {
            case "/Refs/EndToEndId":
                EndToEndId = next.Text is { Length: > 0 } id && id != NotProvided ? id : null;
                return true;
            case "/Refs/PmtInfId":
                Order = next.Text;
                return true;
            case "/Refs/MsgId":
                Order ??= next.Text;
                return true;
            case "/CdtDbtInd":
                IsDebit = next.Text switch { "DBIT" => true, "CRDT" => false, _ => null };
                return IsDebit is not null;
            case "/RtrInf/Rsn/Cd":
                Reason = next.Text;
                return true;
            case "/RltdPties/CdtrAcct/Id/IBAN":
                creditor = next.Text;
                return true;
            case "/RltdPties/DbtrAcct/Id/IBAN":
                debtor = next.Text;
                return true;
            case "/RmtInf/Strd/CdtrRefInf/Ref":
                Remittance = next.Text;
                return true;
            case "/RmtInf/Ustrd":
                Remittance ??= next.Text;
                return true;
            default:
                return TakeAmount(path, next);
        }
    }

    /// <summary>The transaction's own amount; older versions have it below AmtDtls.</summary>
    private bool TakeAmount(string path, BankXmlEvent next)
    {
        switch (path)
        {
            case "/Amt" or "/AmtDtls/TxAmt/Amt":
                Amount = BankValues.Amount(next.Text, next.Currency);
                return Amount is not null;
            case "/AmtDtls/InstdAmt/Amt":
                Amount ??= BankValues.Amount(next.Text, next.Currency);
                return Amount is not null;
            default:
                return true;
        }
    }
}
