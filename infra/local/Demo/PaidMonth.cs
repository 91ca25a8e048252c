using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace BackOffice.Demo;

/// <summary>All that a paid month left behind of one group, as people can fetch it.</summary>
internal sealed record PaidMonth(SamplePayGroup Group, PayRunState Run, PayOrderState Order)
{
    public required IReadOnlyList<PaySlipState> Slips { get; init; }

    /// <summary>The payslips as pages, by person.</summary>
    public required IReadOnlyDictionary<string, byte[]> Pages { get; init; }

    public required IReadOnlySet<string> Held { get; init; }

    public required IReadOnlyList<PayDue> Dues { get; init; }

    public required byte[] OrderFile { get; init; }

    /// <summary>Which debts the order pays.</summary>
    public required IReadOnlyList<PayOrderLine> OrderLines { get; init; }

    public required byte[] Register { get; init; }

    public required byte[] RegisterPage { get; init; }

    public string OrderFileName => Order.OrderId + (Group.Currency == "EUR" ? ".xml" : ".csv");

    public decimal Owed => Dues.Sum(due => due.Sum);

    /// <summary>What the file tells the bank to pay: CtrlSum of the euro file, the sum of the amounts of a domestic one.</summary>
    public decimal SumOfFile()
    {
        if (Group.Currency == "EUR")
        {
            var file = XDocument.Load(new MemoryStream(OrderFile)).Root!;
            return decimal.Parse(file.Descendants(file.Name.Namespace + "CtrlSum").First().Value, CultureInfo.InvariantCulture);
        }

        return CsvTable.Sum(OrderFile, "amount");
    }

    public decimal SumOfRegister() => CsvTable.Sum(Register, Group.NetWord);

    public static async Task<PaidMonth> FetchAsync(SampleCompany company, SamplePayGroup group, string period, CancellationToken cancellationToken)
    {
        var path = $"/payroll/runs/{group.Id}-{period}-regular";
        var run = await company.GetAsync<PayRunState>(path, cancellationToken);
        var order = $"/payment-orders/{run.Orders![0]}";
        var register = await company.DownloadAsync($"{path}/register", cancellationToken);
        var (slips, pages) = (new List<PaySlipState>(), new Dictionary<string, byte[]>(StringComparer.Ordinal));
        foreach (var person in CsvTable.Read(register).Skip(1).Select(row => row[2]))
        {
            slips.Add(await company.GetAsync<PaySlipState>($"{path}/people/{person}", cancellationToken));
            pages[person] = await company.DownloadAsync($"{path}/people/{person}/payslip", cancellationToken);
        }

        return new PaidMonth(group, run, await company.GetAsync<PayOrderState>(order, cancellationToken))
        {
            Slips = slips,
            Pages = pages,
            Held = (await company.GetAsync<Page<PayRunPerson>>($"{path}/people", cancellationToken)).Items.Where(person => person.State == "Held").Select(person => person.Person).ToHashSet(StringComparer.Ordinal),
            Dues = await company.GetAsync<IReadOnlyList<PayDue>>($"{path}/dues", cancellationToken),
            OrderFile = await company.DownloadAsync($"{order}/file", cancellationToken, SampleCompany.Payer),
            OrderLines = (await company.GetAsync<Page<PayOrderLine>>($"{order}/parts/1", cancellationToken)).Items,
            Register = register,
            RegisterPage = await company.DownloadAsync($"{path}/register-page", cancellationToken),
        };
    }
}
