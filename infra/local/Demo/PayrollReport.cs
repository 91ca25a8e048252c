using System.Globalization;
using Spectre.Console;

namespace BackOffice.Demo;

/// <summary>The paid month as an accountant wants to see it: what it came to, and what is owed to whom until when.</summary>
internal static class PayrollReport
{
    public static void Print(IAnsiConsole console, IReadOnlyList<PaidMonth> months)
    {
        var runs = new Table().AddColumn("Group").AddColumn(Right("People")).AddColumn(Right("Gross")).AddColumn(Right("Withheld")).AddColumn(Right("Net")).AddColumn(Right("Cost")).AddColumn(Right("Owed")).AddColumn("Order file").AddColumn("Run");
        var dues = new Table().AddColumn("Owed by").AddColumn("To").AddColumn("Codes").AddColumn(Right("Amount")).AddColumn("").AddColumn("Until");
        foreach (var month in months)
        {
            var sums = month.Run.Sums!;
            runs.AddRow(
            [
                new Text($"{month.Group.Place}, {month.Group.Currency}"), new Text(People(month)),
                .. new[] { sums.Gross, sums.Withheld, sums.Net, sums.EmployerCost }.Select(amount => new Text(Amounts.Text(Amounts.Of(amount)))),
                new Text(Amounts.Text(month.Owed)), new Text(month.OrderFileName), new Text(month.Run.State),
            ]);
            foreach (var due in month.Dues.GroupBy(due => (To: due.Owner, due.DueOn)).OrderBy(due => due.Key.DueOn, StringComparer.Ordinal))
            {
                dues.AddRow(new Text(month.Group.Employer), new Text(due.Key.To), new Text(Codes(due)), new Text(Amounts.Text(due.Sum(one => one.Sum))), new Text(month.Group.Currency), new Text(due.Key.DueOn));
            }
        }

        console.Write(runs);
        console.Write(dues);
    }

    private static string People(PaidMonth month)
        => month.Held.Count == 0 ? month.Slips.Count.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{month.Slips.Count}, {month.Held.Count} held");

    private static string Codes(IEnumerable<PayDue> dues)
        => string.Join(", ", dues.Select(due => due.Code));

    private static TableColumn Right(string name) => new TableColumn(name).RightAligned();
}
