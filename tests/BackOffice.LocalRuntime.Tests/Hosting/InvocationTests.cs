using System.Collections.Concurrent;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Tests.Http;
using BackOffice.TestKit;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BackOffice.LocalRuntime.Tests.Hosting;

public sealed class InvocationTests
{
    private readonly Trace trace = new();

    [Fact]
    public async Task W_5_Middleware_runs_around_the_function_in_the_order_it_was_added()
    {
        await using var app = await StartAsync(builder => builder.UseMiddleware<Outer>().UseWhen<Inner>(context => context.FunctionDefinition.Name == "Speak"));

        await InvokeAsync(app, "Speak");
        await InvokeAsync(app, "Listen");

        Assert.Equal(["outer", "inner", "Speak", "/inner", "/outer", "outer", "Listen", "/outer"], trace.Lines);
    }

    [Fact]
    public async Task Middleware_may_put_another_result_in_place_of_the_function_s()
    {
        await using var app = await StartAsync(builder => builder.Use(next => async context =>
        {
            await next(context);
            var result = context.GetInvocationResult();
            result.Value = $"{result.Value}, again";
        }));

        Assert.Equal("spoken, again", await InvokeAsync(app, "Speak"));
    }

    [Fact]
    public async Task Each_invocation_has_a_scope_of_its_own_that_ends_with_it()
    {
        await using var app = await StartAsync();

        await InvokeAsync(app, "Scoped");
        await InvokeAsync(app, "Scoped");

        Assert.Equal(["begin 1", "end 1", "begin 2", "end 2"], trace.Lines);
    }

    [Fact]
    public async Task A_function_s_own_exception_is_thrown_as_it_is()
    {
        await using var app = await StartAsync();

        var exception = await Assert.ThrowsAsync<TimeoutException>(() => InvokeAsync(app, "Throws"));

        Assert.Null(exception.InnerException);
    }

    [Fact]
    public async Task Values_beside_the_payload_bind_by_name_in_the_type_asked_for()
    {
        await using var app = await StartAsync();

        var input = new FakeInput("text") { BindingData = new Dictionary<string, object?> { ["year"] = "2026", ["day"] = "2026-01-31", ["kind"] = "friday", ["note"] = null } };

        Assert.Equal("2026 31 Friday - 1.5", await InvokeAsync(app, "Bound", input));
    }

    [Fact]
    public async Task A_parameter_that_nothing_binds_fails_by_its_name()
    {
        await using var app = await StartAsync();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => InvokeAsync(app, "Bound"));

        Assert.Contains("'year'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invocation_that_awaits_what_the_caller_completes_goes_on_on_the_caller_s_thread()
    {
        await using var app = await StartAsync(builder => builder.UseMiddleware<Outer>());
        var step = new TaskCompletionSource<int>();
        var thread = Environment.CurrentManagedThreadId;

        var running = InvokeAsync(app, "Orchestrate", new FakeInput(step));
        Assert.False(running.IsCompleted);
        step.SetResult(thread);

        Assert.True(running.IsCompletedSuccessfully); // nothing in between yielded to another thread
        Assert.Equal(thread, await running);
    }

    [Fact]
    public async Task An_app_without_power_neither_returns_nor_fails()
    {
        await using var app = await StartAsync();
        var step = new TaskCompletionSource<int>();
        var running = InvokeAsync(app, "Orchestrate", new FakeInput(step));

        app.Abandon();
        step.SetException(new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(() => running.WaitAsync(TimeSpan.FromMilliseconds(200)));
        Assert.False(running.IsCompleted);
    }

    private static Task<object?> InvokeAsync(AppRunner app, string name, TriggerInput? input = null)
        => app.Services.GetRequiredService<IFunctionInvoker>().InvokeAsync(
            app.Services.GetRequiredService<FunctionCatalog>().Find(name)!, input ?? new FakeInput("text"), CancellationToken.None);

    private Task<AppRunner> StartAsync(Action<FunctionsApplicationBuilder>? configure = null) => new TestApp(typeof(TracedFunctions))
    {
        Configure = builder =>
        {
            builder.Services.AddSingleton(trace).AddScoped<Scope>();
            configure?.Invoke(builder);
        },
    }.StartAsync();
}

public sealed class Trace
{
    private readonly ConcurrentQueue<string> lines = new();
    private int scopes;

    public IEnumerable<string> Lines => lines;

    public void Add(string line) => lines.Enqueue(line);

    public int NextScope() => Interlocked.Increment(ref scopes);
}

public sealed class Scope : IDisposable
{
    private readonly Trace trace;
    private readonly int number;

    public Scope(Trace trace)
    {
        this.trace = trace;
        number = trace.NextScope();
        trace.Add($"begin {number}");
    }

    public void Dispose() => trace.Add($"end {number}");
}

internal sealed class Outer(Trace trace) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        trace.Add("outer");
        await next(context);
        trace.Add("/outer");
    }
}

internal sealed class Inner(Trace trace) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        trace.Add("inner");
        await next(context);
        trace.Add("/inner");
    }
}

public sealed class TracedFunctions(Trace trace, IServiceProvider services)
{
    [Function("Speak")]
    public string Speak([FakeTrigger("a")] string text)
    {
        trace.Add("Speak");
        return text is null ? "silent" : "spoken";
    }

    [Function("Listen")]
    public void Listen([FakeTrigger("a")] string text) => trace.Add(text is null ? "?" : "Listen");

    [Function("Scoped")]
    public object Scoped([FakeTrigger("a")] string text, FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return (text, services.GetRequiredService<Scope>() == context.InstanceServices.GetRequiredService<Scope>());
    }

    [Function("Throws")]
    public Task Throws([FakeTrigger("a")] string text) => throw new TimeoutException(text);

    [Function("Bound")]
    public string Bound([FakeTrigger("a")] string text, int year, DateOnly day, DayOfWeek kind, string? note, decimal rate = 1.5m)
        => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{year} {day.Day} {kind} {note ?? "-"} {(text is null ? 0 : rate)}");

    [Function("Orchestrate")]
    public async Task<int> OrchestrateAsync([FakeTrigger("a")] TaskCompletionSource<int> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var durable = step.Task;
        var thread = await durable;
        return thread == Environment.CurrentManagedThreadId ? thread : -1;
    }
}
