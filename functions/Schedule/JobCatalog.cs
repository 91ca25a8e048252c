using System.Collections.Frozen;
using BackOffice.Schedule.Domain;
using Microsoft.Extensions.Hosting;

namespace BackOffice.Schedule;

/// <summary>The jobs of all features.</summary>
public sealed class JobCatalog
{
    private readonly FrozenDictionary<string, IJob> jobs;

    /// <exception cref="InvalidOperationException">A definition is wrong, or two jobs have one id.</exception>
    public JobCatalog(IEnumerable<IJob> all)
    {
        List<IJob> known = [.. all.OrderBy(job => job.Definition.Id, StringComparer.Ordinal)];
        var problem = known.SelectMany(job => job.Definition.Problems().Select(problem => $"The job '{job.Definition.Id}': {problem}"))
            .Concat(known.GroupBy(job => job.Definition.Id, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => $"Two jobs are called '{group.Key}'."))
            .FirstOrDefault();
        jobs = problem is null ? known.ToFrozenDictionary(job => job.Definition.Id, StringComparer.Ordinal) : throw new InvalidOperationException(problem);
        Definitions = [.. known.Select(job => job.Definition)];
    }

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<JobDefinition> Definitions { get; }

    /// <summary>Null where the program no longer has such a job.</summary>
    public IJob? Find(string id) => jobs.GetValueOrDefault(id);
}

/// <summary>Reads jobs and rules when the app starts: the first month-end is too late to find a mistake in them.</summary>
internal sealed class ScheduleCheck(JobCatalog jobs, DeadlineRules rules) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
        => jobs.Definitions.Count > 0 && rules.All.Count > 0 ? Task.CompletedTask : throw new InvalidOperationException("The schedule has no jobs, or no statutory terms.");

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
