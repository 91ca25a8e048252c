namespace BackOffice.Payments.Domain;

/// <summary>pain.002: the status of a message, of its batch and of single payments, the nearer word before the wider one.</summary>
internal sealed class StatusReportReader(Action<BankFindingKind, string> find) : IBankMessageReader
{
    private const string Root = "/CstmrPmtStsRpt";
    private const string Group = Root + "/OrgnlGrpInfAndSts";
    private const string Batch = Root + "/OrgnlPmtInfAndSts";
    private const string Line = Batch + "/TxInfAndSts";

    private string? message;
    private string? batch;
    private string? status;
    private string? reason;
    private string? batchStatus;
    private string? batchReason;
    private string? endToEnd;
    private int lines;

    public int Parts { get; private set; }

    public IReadOnlyList<BankTransaction> Read(BankXmlEvent next)
    {
        if (!next.IsEnd)
        {
            Begin(next.Path);
            return [];
        }

        Take(next.Path, next.Text);
        return next.Path switch
        {
            Line => Of(status, BankScope.Line),
            // Where the bank names single payments, "in part" says no more than they do.
            Batch or Group => Of(next.Path == Batch ? batchStatus : status, BankScope.Order),
            _ => [],
        };
    }

    private void Begin(string path)
    {
        switch (path)
        {
            case Group or Line:
                (status, reason, endToEnd) = (null, null, null);
                lines += path == Line ? 1 : 0;
                break;
            case Batch:
                Parts++;
                (batch, batchStatus, batchReason, lines) = (null, null, null, 0);
                break;
            default:
                break;
        }
    }

    private void Take(string path, string? text)
    {
        switch (path)
        {
            case Group + "/OrgnlMsgId":
                message = text;
                break;
            case Batch + "/OrgnlPmtInfId":
                batch = text;
                break;
            case Batch + "/PmtInfSts":
                batchStatus = text;
                break;
            case Batch + "/StsRsnInf/Rsn/Cd":
                batchReason ??= text;
                break;
            case Group + "/GrpSts" or Line + "/TxSts":
                status = text;
                break;
            case Group + "/StsRsnInf/Rsn/Cd" or Line + "/StsRsnInf/Rsn/Cd":
                reason ??= text;
                break;
            case Line + "/OrgnlEndToEndId":
                endToEnd = text;
                break;
            default:
                break;
        }
    }

    private IReadOnlyList<BankTransaction> Of(string? code, BankScope scope)
    {
        var position = scope == BankScope.Line ? $"batch {Parts} transaction {lines}" : $"batch {Parts}";
        if (code is null or "PART" or "PDNG" or "RCVD")
        {
            return [];
        }

        if (OutcomeOf(code) is not { } outcome)
        {
            find(BankFindingKind.UnknownStatus, position);
            return [];
        }

        return [new(position, outcome, scope) { EndToEndId = scope == BankScope.Line ? endToEnd : null, OrderReference = batch ?? message, Reason = (scope == BankScope.Order && batch is not null ? batchReason : null) ?? reason }];
    }

    private static BankOutcome? OutcomeOf(string code) => code switch
    {
        "ACCP" or "ACTC" or "ACSP" or "ACWC" or "ACFC" or "ACWP" => BankOutcome.Accepted,
        "ACSC" or "ACCC" => BankOutcome.Paid,
        "RJCT" or "CANC" => BankOutcome.Rejected,
        _ => null,
    };
}
