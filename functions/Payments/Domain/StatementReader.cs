namespace BackOffice.Payments.Domain;

/// <summary>camt.053 and camt.054: booked entries with their details, and the proof of each statement's balances.</summary>
internal sealed class StatementReader(Action<BankFindingKind, string> find) : IBankMessageReader
{
    private const string Entry = "/Ntry";
    private const string Details = Entry + "/NtryDtls/TxDtls";

    private StatementProof? proof;
    private StatementEntry? entry;
    private StatementDetails? details;

    public int Parts { get; private set; }

    public IReadOnlyList<BankTransaction> Read(BankXmlEvent next)
    {
        if (Below(next.Path) is not { } path)
        {
            return [];
        }

        if (!next.IsEnd)
        {
            Begin(path);
            return [];
        }

        if (path.Length == 0)
        {
            EndStatement();
            return [];
        }

        return entry is null ? TakeBalance(path, next) : TakeEntry(entry, path, next);
    }

    /// <summary>The path below a statement or notification; null above it.</summary>
    private static string? Below(string path)
    {
        var second = path.IndexOf('/', 1);
        var statement = second < 0 ? "" : path[second..];
        return statement.StartsWith("/Stmt", StringComparison.Ordinal) ? Rest(statement, "/Stmt".Length)
            : statement.StartsWith("/Ntfctn", StringComparison.Ordinal) ? Rest(statement, "/Ntfctn".Length)
            : null;
    }

    private static string? Rest(string path, int at) => path.Length == at ? "" : path[at] == '/' ? path[at..] : null;

    private void Begin(string path)
    {
        switch (path)
        {
            case "":
                Parts++;
                (proof, entry) = (new StatementProof(), null);
                break;
            case "/Bal":
                proof?.BeginBalance();
                break;
            case Entry:
                entry = new StatementEntry($"statement {Parts} entry {(proof is null ? 0 : ++proof.Entries)}");
                break;
            case Details when entry is not null:
                details = new StatementDetails();
                break;
            default:
                break;
        }
    }

    private IReadOnlyList<BankTransaction> TakeBalance(string path, BankXmlEvent next)
    {
        if (proof?.Take(path, next) == false)
        {
            find(BankFindingKind.Unreadable, $"statement {Parts}{path}");
        }

        return [];
    }

    private IReadOnlyList<BankTransaction> TakeEntry(StatementEntry of, string path, BankXmlEvent next)
    {
        if (details is not null)
        {
            if (path != Details)
            {
                Require(details.Take(path[Details.Length..], next), of, path);
                return [];
            }

            var told = of.Tell(details);
            details = null;
            return told is null ? [] : [told];
        }

        if (path != Entry)
        {
            Require(of.Take(path[Entry.Length..], next), of, path);
            return [];
        }

        entry = null;
        return EndEntry(of);
    }

    private IReadOnlyList<BankTransaction> EndEntry(StatementEntry of)
    {
        if (!of.IsWhole)
        {
            find(BankFindingKind.Unreadable, of.Position);
            return [];
        }

        if (!of.DetailsFit)
        {
            find(BankFindingKind.DetailsDiffer, of.Position);
        }

        proof?.Book(of);
        return of.TellWhole() is { } whole ? [whole] : [];
    }

    private void EndStatement()
    {
        if (proof?.Problem is { } problem)
        {
            find(problem, $"statement {Parts}");
        }

        proof = null;
    }

    private void Require(bool isReadable, StatementEntry of, string path)
    {
        if (!isReadable)
        {
            find(BankFindingKind.Unreadable, of.Position + path);
        }
    }
}
