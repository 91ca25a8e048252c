using System.Globalization;
using Spectre.Console;

namespace BackOffice.Demo;

/// <summary>The month's pay, played: three countries from staff lists and timesheets to files for the bank, payslips, dues and the journal.</summary>
internal sealed class SamplePayroll(SampleCompany company, IAnsiConsole console, bool keep)
{
    /// <summary>One month for which the rules of all three countries are there, whenever the demo is played.</summary>
    private const string Period = "2026-11";

    /// <summary>False when anything did not come out as it must; the lines in between say what.</summary>
    public async Task<bool> PlayAsync(CancellationToken cancellationToken)
    {
        console.WriteLine();
        console.WriteLine($"Payroll: {Period} of three countries");
        var asExpected = await AskAsync(cancellationToken);
        var people = new SamplePeople(company, console, Period);
        foreach (var group in SamplePayGroup.All)
        {
            await people.TakeInAsync(group, cancellationToken);
        }

        foreach (var group in SamplePayGroup.All)
        {
            asExpected &= await new SamplePayRun(company, console, group, Period).PlayAsync(cancellationToken);
        }

        List<PaidMonth> months = [];
        foreach (var group in SamplePayGroup.All)
        {
            months.Add(await PaidMonth.FetchAsync(company, group, Period, cancellationToken));
        }

        PayrollReport.Print(console, months);
        asExpected &= await new PayrollProof(company, console, Period).PrintAsync(months, cancellationToken);
        await KeepAsync(months, cancellationToken);
        return asExpected;
    }

    /// <summary>Before anybody is hired: what does a wished-for net cost?</summary>
    private async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        const decimal wished = 6_000;
        var answer = await company.PostAsync<WhatIfAnswer>("/payroll/what-if", new { country = "PL", on = $"{Period}-15", net = wished }, cancellationToken);
        console.WriteLine($"A net of {Amounts.Text(wished)} PLN a month in Poland would be a gross of {Amounts.Text(answer.Gross)}, and cost {Amounts.Text(answer.EmployerCost)} (rules {answer.Rules}).");
        return answer.Net >= wished;
    }

    private async Task KeepAsync(IReadOnlyList<PaidMonth> months, CancellationToken cancellationToken)
    {
        if (keep)
        {
            var journal = await company.DownloadAsync($"/journal-export?from={Period}", cancellationToken);
            var folder = PayrollPapers.FolderOf(company);
            var files = PayrollPapers.Write(folder, months, ($"journal-{Period}.csv", journal));
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files} files are in {folder}: a payslip of everybody, registers, order files, the journal."));
        }
    }
}

/// <summary>What somebody would be paid.</summary>
internal sealed record WhatIfAnswer(decimal Gross, decimal Net, decimal EmployerCost, string Rules);
