using System.Collections;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>One invocation while it runs.</summary>
internal sealed class InvocationContext : FunctionContext
{
    private readonly InvocationFeatures features = new();

    public InvocationContext(FunctionPlan plan, TriggerInput input, IServiceProvider services, CancellationToken cancellationToken)
    {
        Plan = plan;
        Input = input;
        InstanceServices = services;
        CancellationToken = cancellationToken;
        BindingContext = new TriggerBindingContext(input);
        Outcome = new InvocationOutcome();
        features.Set<InvocationResult>(Outcome);
    }

    public FunctionPlan Plan { get; }

    public TriggerInput Input { get; }

    public InvocationOutcome Outcome { get; }

    public override string InvocationId => field ??= Guid.NewGuid().ToString();

    public override string FunctionId => FunctionDefinition.Id;

    public override BindingContext BindingContext { get; }

    public override IServiceProvider InstanceServices { get; set; }

    public override FunctionDefinition FunctionDefinition => Plan.Definition;

    public override IDictionary<object, object> Items
    {
        get => field ??= new Dictionary<object, object>();
        set;
    }

    public override IInvocationFeatures Features => features;

    public override CancellationToken CancellationToken { get; }

    private sealed class TriggerBindingContext(TriggerInput input) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => input.BindingData;
    }
}

/// <summary>The result of one invocation.</summary>
internal sealed class InvocationOutcome : InvocationResult
{
    public override object? Value { get; set; }
}

/// <summary>Features of one invocation by their type.</summary>
internal sealed class InvocationFeatures : IInvocationFeatures
{
    private readonly Dictionary<Type, object> features = [];

    public T? Get<T>() => features.TryGetValue(typeof(T), out var feature) ? (T)feature : default;

    public void Set<T>(T? instance)
    {
        if (instance is null)
        {
            features.Remove(typeof(T));
            return;
        }

        features[typeof(T)] = instance;
    }

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
