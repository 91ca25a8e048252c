using System.Collections.Frozen;
using System.Text.Json;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Ledger.Domain;

/// <summary>
/// The accounts of a country's payroll and how each line of a payslip is posted to them. The numbers are defaults, to be replaced
/// by those of the employer's own chart.
/// </summary>
public sealed record PostingTemplates
{
    /// <summary>ISO 3166 alpha-2.</summary>
    public required string Country { get; init; }

    /// <summary>Which law or practice the accounts follow.</summary>
    public required string Source { get; init; }

    public required Confidence Confidence { get; init; }

    /// <summary>What its users have to be told.</summary>
    public required string Notice { get; init; }

    /// <summary>The account on which the net stays until it is paid.</summary>
    public required string Payable { get; init; }

    /// <summary>The account from which it is paid.</summary>
    public required string Bank { get; init; }

    /// <summary>By number.</summary>
    public required IReadOnlyDictionary<string, Account> Accounts { get; init; }

    /// <summary>By the code of the line.</summary>
    public required IReadOnlyDictionary<string, PostingTemplate> Codes { get; init; }

    /// <summary>For codes that an employer gives itself, by the kind of the line. Kinds that are not here have to be known by code.</summary>
    public required IReadOnlyDictionary<PayLineKind, PostingTemplate> Kinds { get; init; }

    /// <exception cref="PostingTemplateException">The text is no such file, or names an account that it does not have.</exception>
    public static PostingTemplates Read(string name, string json)
    {
        try
        {
            var read = JsonSerializer.Deserialize<PostingTemplates>(json, StrictJson.Options) ?? throw new PostingTemplateException(name, "It is empty.");
            return read.Problem() is { } problem ? throw new PostingTemplateException(name, problem) : read.Frozen();
        }
        catch (JsonException wrong)
        {
            throw new PostingTemplateException(name, $"{wrong.Path}: {wrong.Message}");
        }
    }

    /// <summary>How a line is posted; null when nobody has said it.</summary>
    public PostingTemplate? Find(string code, PayLineKind kind) => Codes.GetValueOrDefault(code) ?? Kinds.GetValueOrDefault(kind);

    /// <summary>What the accounts of some lines are called.</summary>
    public IReadOnlyDictionary<string, string> NamesOf(IEnumerable<JournalLine> lines)
        => lines.Select(line => line.Account).Distinct(StringComparer.Ordinal).Where(Accounts.ContainsKey).ToDictionary(number => number, number => Accounts[number].Name, StringComparer.Ordinal);

    /// <summary>What keeps an employer's own accounts from taking the place of these.</summary>
    /// <param name="own">By the number that each replaces.</param>
    public IEnumerable<string> ProblemsWith(IReadOnlyDictionary<string, OwnAccount> own) =>
    [
        .. own.Keys.Where(number => !Accounts.ContainsKey(number)).Select(number => $"There is no account {number} to replace, but {string.Join(", ", Accounts.Keys.Order(StringComparer.Ordinal))}."),
        .. own.Values.SelectMany(account => account.Problems()),
        .. Accounts.GroupBy(account => OwnOf(account.Key, own), StringComparer.Ordinal).Where(group => group.Select(account => account.Value.ByCostCentre).Distinct().Skip(1).Any())
            .Select(group => $"{group.Key} would take the place of an account that is kept by cost centre and of one that is not."),
        .. Codes.Select(entry => (Name: entry.Key, entry.Value)).Concat(Kinds.Select(entry => (Name: $"{entry.Key}", entry.Value))).Where(entry => entry.Value.Debit is { } debit && OwnOf(debit, own) == OwnOf(entry.Value.Credit!, own))
            .Select(entry => $"{entry.Name} would be debited and credited to the same account."),
        .. OwnOf(Payable, own) == OwnOf(Bank, own) ? [$"The net would be debited and credited to the same account."] : Array.Empty<string>(),
    ];

    /// <summary>These with accounts of the employer's own in place of some.</summary>
    /// <param name="own">By the number that each replaces.</param>
    /// <exception cref="PostingTemplateException">They do not fit: see <see cref="ProblemsWith"/>.</exception>
    public PostingTemplates With(IReadOnlyDictionary<string, OwnAccount> own)
    {
        if (own.Count == 0)
        {
            return this;
        }

        if (ProblemsWith(own).FirstOrDefault() is { } problem)
        {
            throw new PostingTemplateException(Country, problem);
        }

        PostingTemplate OwnAccounts(PostingTemplate template) => template with { Debit = template.Debit is { } debit ? OwnOf(debit, own) : null, Credit = template.Credit is { } credit ? OwnOf(credit, own) : null };
        return (this with
        {
            Payable = OwnOf(Payable, own),
            Bank = OwnOf(Bank, own),
            Accounts = Accounts.Select(account => (Number: OwnOf(account.Key, own), Account: account.Value with { Name = own.GetValueOrDefault(account.Key)?.Name ?? account.Value.Name }))
                .GroupBy(account => account.Number, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Account, StringComparer.Ordinal),
            Codes = Codes.ToDictionary(entry => entry.Key, entry => OwnAccounts(entry.Value), StringComparer.Ordinal),
            Kinds = Kinds.ToDictionary(entry => entry.Key, entry => OwnAccounts(entry.Value)),
        }).Frozen();
    }

    private static string OwnOf(string number, IReadOnlyDictionary<string, OwnAccount> own) => own.GetValueOrDefault(number)?.Number ?? number;

    private PostingTemplates Frozen() => this with
    {
        Accounts = Accounts.ToFrozenDictionary(StringComparer.Ordinal),
        Codes = Codes.ToFrozenDictionary(StringComparer.Ordinal),
        Kinds = Kinds.ToFrozenDictionary(),
    };

    private string? Problem()
    {
        var named = Codes.Values.Concat(Kinds.Values).SelectMany(template => new[] { template.Debit, template.Credit }).OfType<string>().Append(Payable).Append(Bank);
        return named.FirstOrDefault(number => !Accounts.ContainsKey(number)) is { } unknown ? $"There is no account {unknown}."
            : Codes.Concat(Kinds.Select(kind => KeyValuePair.Create($"{kind.Key}", kind.Value))).FirstOrDefault(entry => !entry.Value.IsWhole) is { Key: { } code } ? $"{code} has either a debit and a credit account, or the reason why it is not posted."
            : null;
    }
}

/// <summary>An account of the chart.</summary>
/// <param name="Name">In the country's language.</param>
/// <param name="ByCostCentre">Costs are kept by cost centre, debts are not.</param>
public sealed record Account(string Name, bool ByCostCentre = false);

/// <summary>An account of an employer's own chart.</summary>
/// <param name="Number">1 to 40 characters.</param>
/// <param name="Name">As its books call it; null as the account it replaces.</param>
public sealed record OwnAccount(string Number, string? Name = null)
{
    private const int LongestNumber = 40;
    private const int LongestName = 100;

    internal IEnumerable<string> Problems() =>
    [
        .. IsText(Number, LongestNumber) ? Array.Empty<string>() : [$"The number of an account has 1 to {LongestNumber} characters."],
        .. Name is null || IsText(Name, LongestName) ? Array.Empty<string>() : [$"The name of an account has 1 to {LongestName} characters."],
    ];

    private static bool IsText(string? text, int most) => text is { Length: > 0 } && text.Length <= most && text.Trim() == text && !text.Any(char.IsControl);
}

/// <summary>How the lines of a code are posted: what is positive from one account to another, what is negative the other way.</summary>
public sealed record PostingTemplate
{
    public string? Debit { get; init; }

    public string? Credit { get; init; }

    /// <summary>Why lines of this code are not posted; null for those that are.</summary>
    public string? Unposted { get; init; }

    internal bool IsWhole => Unposted is null ? Debit is not null && Credit is not null && Debit != Credit : Debit is null && Credit is null;
}

/// <summary>Posting templates are not as postings need them: a mistake of the program's data, or of an employer's chart.</summary>
public sealed class PostingTemplateException(string file, string problem) : Exception($"{file}: {problem}");
